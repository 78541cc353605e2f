import { stableId } from '../../model/index.js';
import type { ResourceIdentity, ResourceNames } from './resource-identity.js';

/** Ten characters, stable for a logical id: the id by which the doors serve an API. */
export function apiId(logicalId: string, { scope }: Pick<ResourceNames, 'scope'>): string {
  return stableId(`${scope}${logicalId}`, 10);
}

const api: ResourceIdentity = {
  reference: ({ logicalId }, names) => apiId(logicalId, names),
  attribute(name, resource, names) {
    const { type } = resource;
    const id = apiId(resource.logicalId, names);
    if (name === 'RootResourceId') return stableId(`${id} /`, 6);
    if (name === 'RestApiId' || name === 'ApiId') return id;
    const isWebSocket =
      type === 'AWS::Serverless::WebSocketApi' || names.text(resource, 'ProtocolType')?.toUpperCase() === 'WEBSOCKET';
    const scheme = isWebSocket ? 'wss' : 'https';
    return name === 'ApiEndpoint' ? `${scheme}://${id}.execute-api.${names.region}.amazonaws.com` : undefined;
  },
};

const stage: ResourceIdentity = {
  reference: (resource, names) => names.text(resource, 'StageName') ?? resource.logicalId,
};

const domain: ResourceIdentity = {
  reference: (resource, names) => names.text(resource, 'DomainName') ?? resource.logicalId,
};

/** A private one: `Ref` is its ARN. */
const privateDomain: ResourceIdentity = {
  reference: (resource, names) => {
    const name = names.text(resource, 'DomainName') ?? resource.logicalId;
    return names.arn('apigateway', `/domainnames/${name}+${stableId(`${names.scope}${resource.logicalId}`, 8)}`);
  },
  attribute: (name, resource, names) =>
    name === 'DomainNameArn' ? privateDomain.reference(resource, names) : undefined,
};

/** Parts of an API find each other by logical id. */
const part: ResourceIdentity = {
  reference: ({ logicalId }) => logicalId,
  attribute: (name, { logicalId }) => (/Id$/.test(name) ? logicalId : undefined),
};

function balancing(kind: string, ownArn: string): ResourceIdentity {
  const tail = (logicalId: string): string => `${kind}/${logicalId}/${stableId(logicalId, 16)}`;
  const identity: ResourceIdentity = {
    reference: ({ logicalId }, { arn, scope }) => arn('elasticloadbalancing', tail(`${scope}${logicalId}`)),
    attribute(name, resource, names) {
      if (name === ownArn) return identity.reference(resource, names);
      const id = `${names.scope}${resource.logicalId}`;
      if (name === 'LoadBalancerFullName' || name === 'TargetGroupFullName') return tail(id);
      if (name === 'DNSName') return `${id}-${stableId(id, 10)}.${names.region}.elb.amazonaws.com`;
      return name === 'LoadBalancerName' || name === 'TargetGroupName' ? resource.logicalId : undefined;
    },
  };
  return identity;
}

/** APIs, their parts, and load balancers. */
export const doorIdentities: ReadonlyMap<string, ResourceIdentity> = new Map([
  ['AWS::Serverless::Api', api],
  ['AWS::Serverless::HttpApi', api],
  ['AWS::Serverless::WebSocketApi', api],
  ['AWS::ApiGateway::RestApi', api],
  ['AWS::ApiGatewayV2::Api', api],
  ['AWS::ApiGateway::Stage', stage],
  ['AWS::ApiGatewayV2::Stage', stage],
  ['AWS::ApiGateway::DomainName', domain],
  ['AWS::ApiGatewayV2::DomainName', domain],
  ['AWS::ApiGateway::DomainNameV2', privateDomain],
  ...partTypes().map((type): [string, ResourceIdentity] => [type, part]),
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', balancing('loadbalancer/app', 'LoadBalancerArn')],
  ['AWS::ElasticLoadBalancingV2::Listener', balancing('listener/app', 'ListenerArn')],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', balancing('listener-rule/app', 'RuleArn')],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', balancing('targetgroup', 'TargetGroupArn')],
]);

// The table above is made while the module loads, so this is a function and not a constant below it.
function partTypes(): string[] {
  const rest =
    'Resource Method Deployment Authorizer RequestValidator Model GatewayResponse ApiKey UsagePlan UsagePlanKey';
  const second = 'Route RouteResponse Integration IntegrationResponse Deployment Authorizer Model ApiMapping VpcLink';
  return [
    ...`${rest} BasePathMapping BasePathMappingV2 Account VpcLink`.split(' ').map((name) => `AWS::ApiGateway::${name}`),
    ...second.split(' ').map((name) => `AWS::ApiGatewayV2::${name}`),
  ];
}
