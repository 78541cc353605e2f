import type { Project } from './project.js';

/** Resources that are doors or sources of events of functions, and that are not served yet. What belongs to neighbours is silent. */
const unserved = [
  /^AWS::ApiGateway(?:V2)?::(?:RestApi|Api|Method|Route)$/,
  /^AWS::ElasticLoadBalancingV2::ListenerRule$/,
  /^AWS::Lambda::(?:Url|EventSourceMapping|Alias|Version|EventInvokeConfig)$/,
  /^AWS::Serverless::(?:StateMachine|WebSocketApi|Application|GraphQLApi|Connector)$/,
  /^AWS::CloudFormation::Stack$/,
  /^AWS::StepFunctions::StateMachine$/,
];

/** One notice for each type that the user may expect to work and that does not yet. */
export function tellUnservedResources({ resources, tell }: Project): void {
  const byType = new Map<string, string[]>();
  for (const { type, logicalId } of resources.values()) {
    if (!unserved.some((pattern) => pattern.test(type))) continue;
    byType.set(type, [...(byType.get(type) ?? []), logicalId]);
  }
  for (const [type, logicalIds] of byType) {
    tell(`Resources of type ${type} are not served yet: ${logicalIds.map((id) => `"${id}"`).join(', ')}.`);
  }
}
