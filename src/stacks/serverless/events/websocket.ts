import { mapOf } from '../../resolver/properties.js';
import { functionArnOf, normalized, present, type Service, textAt, type Values } from '../service.js';
import { invocationUri, type ServiceEvent } from './service-events.js';

/** The WebSocket API that `websocket` events share, with a route and an integration for each. */
export function webSocketResources(events: readonly ServiceEvent[], service: Service): Values {
  const own = events.filter(({ type }) => type === 'websocket');
  if (own.length === 0) return {};
  if (mapOf(service.provider['apiGateway'])?.['websocketApiId'] !== undefined) {
    service.tell(
      'The routes of "websocket" events are not served: "provider.apiGateway.websocketApiId" names an API outside this service.',
    );
    return {};
  }
  const resources: Record<string, unknown> = {
    WebsocketsApi: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: `${service.stage}-${service.name}-websockets`,
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: service.provider['websocketsApiRouteSelectionExpression'] ?? '$request.body.action',
      },
    },
    WebsocketsDeploymentStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'WebsocketsApi' }, StageName: service.stage, AutoDeploy: true },
    },
  };
  for (const event of own) {
    const route = event.text ?? textAt(event.values, 'route') ?? '$default';
    const integration = `${normalized(event.functionKey)}WebsocketsIntegration`;
    const authorizer = authorizerResource(event, service);
    resources[integration] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'WebsocketsApi' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: invocationUri({ 'Fn::GetAtt': [event.functionId, 'Arn'] }),
      },
    };
    if (authorizer !== undefined) resources[authorizer.id] = authorizer.resource;
    const routeId = `${normalized(route.replace('$', 'S'))}WebsocketsRoute`;
    const answers = event.values['routeResponseSelectionExpression'];
    if (answers !== undefined) {
      resources[`${routeId}Response`] = {
        Type: 'AWS::ApiGatewayV2::RouteResponse',
        Properties: { ApiId: { Ref: 'WebsocketsApi' }, RouteId: { Ref: routeId }, RouteResponseKey: '$default' },
      };
    }
    resources[routeId] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: present({
        ApiId: { Ref: 'WebsocketsApi' },
        RouteKey: route,
        Target: { 'Fn::Sub': `integrations/\${${integration}}` },
        RouteResponseSelectionExpression: answers,
        ...authorizer?.route,
      }),
    };
  }
  return resources;
}

function authorizerResource(
  { values }: ServiceEvent,
  service: Service,
): { readonly id: string; readonly resource: Values; readonly route: Values } | undefined {
  const { authorizer } = values;
  if (authorizer === undefined) return undefined;
  const own = mapOf(authorizer) ?? {};
  const reference = typeof authorizer === 'string' ? authorizer : (own['name'] ?? own['arn']);
  const name = typeof reference === 'string' ? (reference.split(':').pop() ?? reference) : 'websockets';
  const id = `${normalized(name)}WebsocketsAuthorizer`;
  const sources = own['identitySource'] ?? 'route.request.header.Auth';
  return {
    id,
    resource: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'WebsocketsApi' },
        Name: name,
        AuthorizerType: 'REQUEST',
        AuthorizerUri: invocationUri(functionArnOf(own['arn'] ?? reference, service)),
        IdentitySource: [sources].flat(),
      },
    },
    route: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } },
  };
}
