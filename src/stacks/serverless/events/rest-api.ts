import { mapOf } from '../../resolver/properties.js';
import { mapAt, present, type Service, textAt, type Values, wordOf, wordsOf } from '../service.js';
import { restApiKeys } from './rest-api-keys.js';
import { restIntegration } from './rest-integration.js';
import { restSecurity } from './rest-security.js';
import { openApiVerb, type ServiceEvent, verbAndPath } from './service-events.js';
import { corsHeaders } from './url.js';

/** The REST API that `http` events share (Serverless Framework, "REST API"), as an OpenAPI document; none without such events. */
export function restApiResources(events: readonly ServiceEvent[], service: Service): Values {
  const own = events.filter(({ type }) => type === 'http');
  const settings = mapAt(service.provider, 'apiGateway');
  if (own.length === 0) return {};
  if (settings['restApiId'] !== undefined) {
    service.tell(
      'The routes of "http" events are not served: "provider.apiGateway.restApiId" names an API outside this service.',
    );
    return {};
  }
  const schemes: Record<string, unknown> = { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const event of own) {
    const { method, path } = verbAndPath(event);
    const route = path.startsWith('/') ? path : `/${path}`;
    const { security, extension } = restSecurity(event, schemes, service);
    const operation = present({
      security: security.length === 0 ? undefined : security,
      ...extension,
      'x-amazon-apigateway-integration': restIntegration(event, service),
    });
    paths[route] = { ...paths[route], [openApiVerb(method)]: operation };
    const cors = event.values['cors'];
    if (cors !== undefined && cors !== false) paths[route]['options'] ??= preflight(cors, own, route);
  }
  return {
    ...restApiKeys(settings, service),
    ApiGatewayRestApi: {
      Type: 'AWS::Serverless::Api',
      Properties: present({
        StageName: settings['stage'] ?? service.stage,
        BinaryMediaTypes: settings['binaryMediaTypes'],
        MinimumCompressionSize: settings['minimumCompressionSize'],
        ApiKeySourceType: settings['apiKeySourceType'],
        DefinitionBody: present({
          swagger: '2.0',
          paths,
          securityDefinitions: schemes,
          'x-amazon-apigateway-policy':
            settings['resourcePolicy'] === undefined ? undefined : { Statement: settings['resourcePolicy'] },
        }),
      }),
    },
  };
}

/** The OPTIONS method that Serverless makes for `cors`, which answers without a function. */
function preflight(cors: unknown, events: readonly ServiceEvent[], route: string): Values {
  const values = mapOf(cors) ?? {};
  const [origin = '*'] = wordsOf(values['origins'] ?? values['origin']);
  const headers = wordsOf(values['headers'] ?? corsHeaders);
  const methods = events.filter((event) => `/${verbAndPath(event).path}`.replace('//', '/') === route);
  const allowed = values['methods'] ?? ['OPTIONS', ...methods.map((event) => verbAndPath(event).method.toUpperCase())];
  const answered: Values = present({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers': headers.join(','),
    'Access-Control-Allow-Methods': wordsOf(allowed).join(','),
    'Access-Control-Allow-Credentials': values['allowCredentials'] === true ? 'true' : undefined,
    'Access-Control-Max-Age': values['maxAge'],
    'Cache-Control': textAt(values, 'cacheControl'),
  });
  const parameters = Object.entries(answered).map(([name, value]) => [
    `method.response.header.${name}`,
    `'${wordOf(value)}'`,
  ]);
  return {
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{statusCode:200}' },
      responses: { default: { statusCode: '200', responseParameters: Object.fromEntries(parameters) as Values } },
    },
  };
}
