import { mapOf } from '../../resolver/properties.js';
import {
  functionArnOf,
  listAt,
  mapAt,
  normalized,
  present,
  type Service,
  textAt,
  type Values,
  wordOf,
} from '../service.js';
import { ownApi } from './own-api.js';
import { pathName } from './rest-names.js';
import { invocationUri, type ServiceEvent, verbAndPath } from './service-events.js';
import { corsOf } from './url.js';

const apiId = 'HttpApi';

/** The HTTP API that `httpApi` events share (Serverless Framework, "HTTP API"), resource by resource; none without such events. */
export function httpApiResources(events: readonly ServiceEvent[], service: Service): Values {
  const own = events.filter(({ type }) => type === 'httpApi');
  if (own.length === 0) return {};
  const settings = mapAt(service.provider, 'httpApi');
  const { reference: ApiId, isOfUser } = ownApi(
    { given: settings['id'], id: apiId, key: 'provider.httpApi.id', events: 'httpApi' },
    service,
  );
  const authorizers = Object.entries(mapAt(settings, 'authorizers')).map(([name, values]) => [
    authorizerId(name),
    {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: authorizerProperties(name, mapOf(values) ?? {}, ApiId, service),
    },
  ]);
  return {
    ...(isOfUser ? {} : apiResources(settings, own, service)),
    ...(Object.fromEntries(authorizers) as Values),
    ...(Object.assign({}, ...own.map((event) => routeResources(event, ApiId, settings))) as Values),
  };
}

function apiResources(settings: Values, own: readonly ServiceEvent[], { stage, name }: Service): Values {
  return {
    [apiId]: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: present({
        Name: settings['name'] ?? `${stage}-${name}`,
        ProtocolType: 'HTTP',
        DisableExecuteApiEndpoint: settings['disableDefaultEndpoint'],
        CorsConfiguration: corsOf(settings['cors'], allowedMethods(own)),
      }),
    },
    HttpApiStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: apiId }, StageName: '$default', AutoDeploy: true },
    },
  };
}

const everyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE'];

function allowedMethods(events: readonly ServiceEvent[]): string[] {
  const methods = events.map((event) => routeKeyOf(event)).map(({ method }) => method);
  return [...new Set(['OPTIONS', ...methods.flatMap((method) => (method === 'ANY' ? everyMethod : [method]))])];
}

function routeResources(event: ServiceEvent, ApiId: unknown, settings: Values): Values {
  const { method, path } = routeKeyOf(event);
  const RouteKey = path === '*' ? '$default' : `${method} ${path}`;
  const authorization = authorizationOf(event.values['authorizer'], ApiId, settings);
  const integration = `HttpApiIntegration${normalized(event.functionKey)}`;
  return {
    [integration]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [event.functionId, 'Arn'] },
        PayloadFormatVersion: mapAt(event.functionValues, 'httpApi')['payload'] ?? settings['payload'] ?? '2.0',
        TimeoutInMillis: 30_000,
      },
    },
    [path === '*' ? 'HttpApiRouteDefault' : `HttpApiRoute${pathName(RouteKey)}`]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId,
        RouteKey,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: integration }]] },
        ...authorization.route,
      },
    },
    ...authorization.resources,
  };
}

function routeKeyOf(event: ServiceEvent): { readonly method: string; readonly path: string } {
  const { method, path } = verbAndPath(event);
  const shown = path === '*' || path.startsWith('/') ? path : `/${path}`;
  return { method: method === '*' ? 'ANY' : method.toUpperCase(), path: shown };
}

interface RouteSecurity {
  readonly route: Values;
  /** An authorizer of an API of another stack, which only AWS knows: made without what it would be verified by. */
  readonly resources: Values;
}

function authorizationOf(authorizer: unknown, ApiId: unknown, settings: Values): RouteSecurity {
  if (authorizer === undefined || authorizer === null) return { route: {}, resources: {} };
  const values = mapOf(authorizer);
  const name = typeof authorizer === 'string' ? authorizer : textAt(values, 'name');
  if (name === 'aws_iam' || (name === undefined && values?.['type'] === 'aws_iam')) {
    return { route: { AuthorizationType: 'AWS_IAM' }, resources: {} };
  }
  const declared = name === undefined ? undefined : mapOf(mapAt(settings, 'authorizers')[name]);
  const isLambda = (declared?.['type'] ?? values?.['type']) === 'request';
  const id = authorizerId(name ?? wordOf(values?.['id'], 'external'));
  const Properties = { ApiId, AuthorizerType: isLambda ? 'REQUEST' : 'JWT' };
  return {
    route: {
      AuthorizationType: isLambda ? 'CUSTOM' : 'JWT',
      AuthorizerId: { Ref: id },
      AuthorizationScopes: listAt(values, 'scopes'),
    },
    resources: declared === undefined ? { [id]: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties } } : {},
  };
}

function authorizerId(name: string): string {
  return `HttpApiAuthorizer${normalized(name)}`;
}

function authorizerProperties(name: string, values: Values, ApiId: unknown, service: Service): Values {
  const common = {
    ApiId,
    Name: values['name'] ?? name,
    IdentitySource: [values['identitySource'] ?? []].flat(),
  };
  if (values['type'] !== 'request') {
    return {
      ...common,
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: values['issuerUrl'], Audience: [values['audience']].flat() },
    };
  }
  return present({
    ...common,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: invocationUri(functionArnOf(values['functionName'] ?? values['functionArn'], service)),
    AuthorizerPayloadFormatVersion: values['payloadVersion'] ?? '2.0',
    EnableSimpleResponses: values['enableSimpleResponses'],
    AuthorizerResultTtlInSeconds: values['resultTtlInSeconds'],
  });
}
