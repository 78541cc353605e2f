import { mapOf } from '../../resolver/properties.js';
import { functionArnOf, listAt, mapAt, present, type Service, textAt, type Values, wordOf } from '../service.js';
import { invocationUri, openApiVerb, type ServiceEvent, verbAndPath } from './service-events.js';
import { corsOf } from './url.js';

/** The HTTP API that `httpApi` events share (Serverless Framework, "HTTP API"), as an OpenAPI document; none without such events. */
export function httpApiResources(events: readonly ServiceEvent[], service: Service): Values {
  const own = events.filter(({ type }) => type === 'httpApi');
  const settings = mapAt(service.provider, 'httpApi');
  if (own.length === 0) return {};
  if (settings['id'] !== undefined) {
    service.tell(
      'The routes of "httpApi" events are not served: "provider.httpApi.id" names an API outside this service.',
    );
    return {};
  }
  const schemes: Record<string, unknown> = Object.fromEntries(
    Object.entries(mapAt(settings, 'authorizers')).map(([name, values]) => [
      name,
      schemeOf(mapOf(values) ?? {}, service),
    ]),
  );
  const paths: Record<string, Record<string, unknown>> = {};
  for (const event of own) {
    const { method, path } = verbAndPath(event);
    const route = path === '*' ? '/$default' : path.startsWith('/') ? path : `/${path}`;
    paths[route] = { ...paths[route], [openApiVerb(method)]: operationOf(event, settings, schemes, service) };
  }
  const methods = [...new Set(own.map((event) => verbAndPath(event).method.toUpperCase())), 'OPTIONS'];
  return {
    HttpApi: {
      Type: 'AWS::Serverless::HttpApi',
      Properties: present({
        CorsConfiguration: corsOf(settings['cors'], methods),
        DefinitionBody: { openapi: '3.0.1', paths, components: { securitySchemes: schemes } },
      }),
    },
  };
}

function operationOf(
  event: ServiceEvent,
  settings: Values,
  schemes: Record<string, unknown>,
  service: Service,
): Values {
  const authorizer = event.values['authorizer'];
  const values = mapOf(authorizer);
  const name = typeof authorizer === 'string' ? authorizer : textAt(values, 'name');
  const isIam = name === undefined ? values?.['type'] === 'aws_iam' : name === 'aws_iam';
  const external = values?.['id'] === undefined ? undefined : wordOf(values['id'], 'external');
  if (external !== undefined) schemes[external] = { type: 'oauth2' };
  if (isIam)
    schemes['aws_iam'] = {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'awsSigv4',
    };
  const security = isIam ? 'aws_iam' : (name ?? external);
  const ownPayload = mapAt(event.functionValues, 'httpApi')['payload'];
  const timeout = event.functionValues['timeout'] ?? service.provider['timeout'];
  return present({
    security: security === undefined ? undefined : [{ [security]: listAt(values, 'scopes') }],
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: invocationUri({ 'Fn::GetAtt': [event.functionId, 'Arn'] }),
      payloadFormatVersion: ownPayload ?? settings['payload'] ?? '2.0',
      // Serverless lets the API wait a little longer than the function, and API Gateway at most 30 seconds.
      timeoutInMillis: Math.min(30_000, (typeof timeout === 'number' ? timeout : 6) * 1000 + 500),
    },
  });
}

function schemeOf(values: Values, service: Service): Values {
  const sources = Array.isArray(values['identitySource'])
    ? values['identitySource'].join(', ')
    : values['identitySource'];
  if (values['type'] === 'request') {
    return {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authorizer': present({
        type: 'request',
        authorizerUri: invocationUri(functionArnOf(values['functionName'] ?? values['functionArn'], service)),
        authorizerPayloadFormatVersion: values['payloadVersion'] ?? '2.0',
        enableSimpleResponses: values['enableSimpleResponses'],
        authorizerResultTtlInSeconds: values['resultTtlInSeconds'],
        identitySource: sources,
      }),
    };
  }
  return {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': {
      type: 'jwt',
      identitySource: sources ?? '$request.header.Authorization',
      jwtConfiguration: { issuer: values['issuerUrl'], audience: [values['audience']].flat() },
    },
  };
}
