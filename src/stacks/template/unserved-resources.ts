import { globalsFor } from './globals.js';
import type { Project } from './project.js';

/** Resources that are doors or sources of events of functions, and that are not served yet. What belongs to neighbours is silent. */
const unserved = [
  /^AWS::Lambda::EventSourceMapping$/,
  /^AWS::Serverless::(?:StateMachine|GraphQLApi|Connector)$/,
  /^AWS::StepFunctions::StateMachine$/,
  /^AWS::(?:Events::Rule|Scheduler::Schedule)$/,
];

/** Properties that make a door or change what a door answers, by resource type and what to call them. */
const unservedProperties: readonly (readonly [type: string, property: string, what: string])[] = [];

/** One notice for each type that the user may expect to work and that does not yet. */
export function tellUnservedResources({ resources, template, tell }: Project): void {
  const byType = new Map<string, string[]>();
  for (const { type, logicalId } of resources.values()) {
    if (!unserved.some((pattern) => pattern.test(type))) continue;
    byType.set(type, [...(byType.get(type) ?? []), logicalId]);
  }
  for (const [type, logicalIds] of byType) {
    tell(`Resources of type ${type} are not served yet: ${logicalIds.map((id) => `"${id}"`).join(', ')}.`);
  }
  for (const [type, property, what] of unservedProperties) {
    const owners = [...resources.values()].filter(
      (resource) => resource.type === type && property in resource.properties,
    );
    const global =
      property in globalsFor(type, template.content) && type !== 'AWS::Serverless::Function' ? ['Globals'] : [];
    const names = [...global, ...owners.map(({ logicalId }) => logicalId)].map((name) => `"${name}"`).join(', ');
    if (names !== '') tell(`${what} of ${names} are not applied yet.`);
  }
}
