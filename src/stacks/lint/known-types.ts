import { suggestion } from '../../base/index.js';

/** Every resource type of the services that Hearth serves (CloudFormation template reference, and AWS SAM's). */
export const servedTypes: ReadonlySet<string> = new Set([
  ...typesOf(
    'AWS::Serverless',
    'Api Application CapacityProvider Connector Function GraphQLApi HttpApi LayerVersion SimpleTable StateMachine WebSocketApi',
  ),
  ...typesOf(
    'AWS::Lambda',
    'Alias CapacityProvider CodeSigningConfig EventInvokeConfig EventSourceMapping Function LayerVersion LayerVersionPermission Permission Url Version',
  ),
  ...typesOf(
    'AWS::ApiGateway',
    'Account ApiKey Authorizer BasePathMapping BasePathMappingV2 ClientCertificate Deployment DocumentationPart DocumentationVersion DomainName DomainNameAccessAssociation DomainNameV2 GatewayResponse Method Model RequestValidator Resource RestApi Stage UsagePlan UsagePlanKey VpcLink',
  ),
  ...typesOf(
    'AWS::ApiGatewayV2',
    'Api ApiGatewayManagedOverrides ApiMapping Authorizer Deployment DomainName Integration IntegrationResponse Model Route RouteResponse RoutingRule Stage VpcLink',
  ),
  ...typesOf(
    'AWS::ElasticLoadBalancingV2',
    'Listener ListenerCertificate ListenerRule LoadBalancer TargetGroup TrustStore TrustStoreRevocation',
  ),
]);

/** Events of `AWS::Serverless::Function` (AWS SAM developer guide, "EventSource"). */
export const functionEvents: ReadonlySet<string> = new Set(
  'AlexaSkill Api CloudWatchEvent CloudWatchLogs Cognito DocumentDB DynamoDB EventBridgeRule HttpApi IoTRule Kinesis MQ MSK S3 SNS SQS Schedule ScheduleV2 SelfManagedKafka'.split(
    ' ',
  ),
);

/** What is told of an event whose type is none of these. */
export function unknownEvent(type: string, place: string): string {
  return `AWS SAM has no event of type "${type}" ("${place}").${suggestion(type, [...functionEvents])}`;
}

/** `AWS::Lambda` of `AWS::Lambda::Function`. */
export function serviceOf(type: string): string {
  return type.split('::').slice(0, 2).join('::');
}

function typesOf(service: string, names: string): string[] {
  return names.split(' ').map((name) => `${service}::${name}`);
}
