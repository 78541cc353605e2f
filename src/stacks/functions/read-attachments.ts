import { LATEST, parseFunctionName, type StackAlias, type StackEventInvokeConfig } from '../../model/index.js';
import { type Properties, readProperties } from '../resolver/properties.js';
import type { Project, ProjectResource } from '../template/project.js';

/** What resources of their own, or properties of SAM, add to a function: its aliases, and how asynchronous invocations end. */
export interface FunctionAttachments {
  readonly aliases: readonly StackAlias[];
  readonly eventInvokeConfigs: readonly StackEventInvokeConfig[];
}

/** Those of one function, from SAM's own properties. */
export function ownAttachments(properties: Properties): FunctionAttachments {
  const alias = properties.text('AutoPublishAlias');
  const config = properties.inside('EventInvokeConfig');
  const destination = (outcome: string): string | undefined =>
    config?.inside('DestinationConfig')?.inside(outcome)?.text('Destination');
  return {
    aliases: alias === undefined ? [] : [{ name: alias, description: '' }],
    eventInvokeConfigs: config === undefined ? [] : [eventInvokeConfig(alias ?? LATEST, config, destination)],
  };
}

/** Those that resources of one template add, by function name. */
export function attachedResources(project: Project): ReadonlyMap<string, FunctionAttachments> {
  const attached = new Map<string, FunctionAttachments>();
  for (const resource of project.resources.values()) {
    const read = readers.get(resource.type);
    if (read === undefined) continue;
    const properties = propertiesOf(resource, project);
    const name = properties.text('FunctionName');
    if (name === undefined) continue;
    const functionName = parseFunctionName(name)?.name ?? name;
    attached.set(functionName, joinAttachments(attached.get(functionName), read(properties, resource, project)));
  }
  return attached;
}

export function joinAttachments(
  one: FunctionAttachments | undefined,
  other: FunctionAttachments | undefined,
): FunctionAttachments {
  return {
    aliases: [...(one?.aliases ?? []), ...(other?.aliases ?? [])],
    eventInvokeConfigs: [...(one?.eventInvokeConfigs ?? []), ...(other?.eventInvokeConfigs ?? [])],
  };
}

type Read = (properties: Properties, resource: ProjectResource, project: Project) => FunctionAttachments;

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['AWS::Lambda::Alias', readAlias],
  ['AWS::Lambda::EventInvokeConfig', readEventInvokeConfig],
]);

function readAlias(properties: Properties, { logicalId }: ProjectResource, { tell }: Project): FunctionAttachments {
  const name = properties.text('Name');
  if (properties.raw('RoutingConfig') !== undefined) {
    tell(
      `The alias "${logicalId}" sends everything to the code as it is now: its weights are for versions that only AWS keeps.`,
    );
  }
  const alias = name === undefined ? [] : [{ name, description: properties.text('Description') ?? '' }];
  return { aliases: alias, eventInvokeConfigs: [] };
}

function readEventInvokeConfig(properties: Properties): FunctionAttachments {
  const destination = (outcome: string): string | undefined =>
    properties.inside('DestinationConfig')?.inside(outcome)?.text('Destination');
  const qualifier = properties.text('Qualifier') ?? LATEST;
  return {
    aliases: [],
    eventInvokeConfigs: [eventInvokeConfig(/^\d+$/.test(qualifier) ? LATEST : qualifier, properties, destination)],
  };
}

function eventInvokeConfig(
  qualifier: string,
  properties: Properties,
  destination: (outcome: string) => string | undefined,
): StackEventInvokeConfig {
  const maximumRetryAttempts = properties.number('MaximumRetryAttempts');
  const maximumEventAgeSeconds = properties.number('MaximumEventAgeInSeconds');
  const onSuccess = destination('OnSuccess');
  const onFailure = destination('OnFailure');
  return {
    qualifier,
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    ...(maximumEventAgeSeconds !== undefined && { maximumEventAgeSeconds }),
    ...(onSuccess !== undefined && { onSuccess }),
    ...(onFailure !== undefined && { onFailure }),
  };
}

function propertiesOf({ logicalId, properties }: ProjectResource, project: Project): Properties {
  return readProperties(project, properties, ['Resources', logicalId, 'Properties']);
}
