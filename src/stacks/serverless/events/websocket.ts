import { mapOf } from '../../resolver/properties.js';
import { functionArnOf, mapAt, normalized, present, type Service, textAt, type Values } from '../service.js';
import { ownApi } from './own-api.js';
import { invocationUri, type ServiceEvent } from './service-events.js';

/** The WebSocket API that `websocket` events share, with a route and an integration for each. */
export function webSocketResources(events: readonly ServiceEvent[], service: Service): Values {
  const own = events.filter(({ type }) => type === 'websocket');
  if (own.length === 0) return {};
  const given = mapAt(service.provider, 'apiGateway')['websocketApiId'];
  const { reference: ApiId, isOfUser } = ownApi(
    { given, id: 'WebsocketsApi', key: 'provider.apiGateway.websocketApiId', events: 'websocket' },
    service,
  );
  const resources: Record<string, unknown> = isOfUser ? {} : apiResources(service);
  for (const event of own) Object.assign(resources, routeResources(event, ApiId, service));
  return resources;
}

function apiResources({ provider, stage, name }: Service): Values {
  return {
    WebsocketsApi: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: provider['websocketsApiName'] ?? `${stage}-${name}-websockets`,
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: provider['websocketsApiRouteSelectionExpression'] ?? '$request.body.action',
      },
    },
    WebsocketsDeploymentStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'WebsocketsApi' }, StageName: stage, AutoDeploy: true },
    },
  };
}

function routeResources(event: ServiceEvent, ApiId: unknown, service: Service): Values {
  const route = event.text ?? textAt(event.values, 'route') ?? '$default';
  const integration = `${normalized(event.functionKey)}WebsocketsIntegration`;
  const authorizer = authorizerResource(event, ApiId, service);
  const routeId = `${routeName(route)}WebsocketsRoute`;
  const answers = event.values['routeResponseSelectionExpression'];
  return {
    [integration]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: invocationUri({ 'Fn::GetAtt': [event.functionId, 'Arn'] }),
      },
    },
    ...(authorizer !== undefined && { [authorizer.id]: authorizer.resource }),
    ...(answers !== undefined && {
      [`${routeId}Response`]: {
        Type: 'AWS::ApiGatewayV2::RouteResponse',
        Properties: { ApiId, RouteId: { Ref: routeId }, RouteResponseKey: '$default' },
      },
    }),
    [routeId]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: present({
        ApiId,
        RouteKey: route,
        Target: { 'Fn::Sub': `integrations/\${${integration}}` },
        RouteResponseSelectionExpression: answers,
        ...authorizer?.route,
      }),
    },
  };
}

/** `$connect` → `Sconnect`, and every mark by its name, so that no two routes are the same. */
function routeName(route: string): string {
  return route
    .replaceAll('$', 'S')
    .replaceAll('/', 'Slash')
    .replaceAll('-', 'Dash')
    .replaceAll('_', 'Underscore')
    .replaceAll('.', 'Period')
    .replaceAll(/[^0-9A-Za-z]/g, (mark) => `x${mark.charCodeAt(0).toString(16)}`);
}

function authorizerResource(
  { values }: ServiceEvent,
  ApiId: unknown,
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
        ApiId,
        Name: name,
        AuthorizerType: 'REQUEST',
        AuthorizerUri: invocationUri(functionArnOf(own['arn'] ?? reference, service)),
        IdentitySource: [sources].flat(),
      },
    },
    route: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } },
  };
}
