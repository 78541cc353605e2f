import { mapOf } from '../../resolver/properties.js';
import { mapAt, present, type Service, textAt, type Values } from '../service.js';
import { lambdaRequestTemplates } from './request-template.js';
import { invocationUri, type ServiceEvent } from './service-events.js';

/** What a route of the REST API calls: the function by proxy, unless `integration` says otherwise. */
export function restIntegration(event: ServiceEvent, { provider }: Service): Values {
  const { values, functionId, functionValues } = event;
  const integration = (textAt(values, 'integration') ?? 'lambda-proxy').toLowerCase().replace('_', '-');
  const uri = invocationUri({ 'Fn::GetAtt': [functionId, 'Arn'] });
  const timeout = functionValues['timeout'] ?? provider['timeout'];
  const timeoutInMillis = typeof timeout === 'number' ? Math.max(50, Math.min(29_000, timeout * 1000)) : undefined;
  const request = mapAt(values, 'request');
  switch (integration) {
    case 'lambda':
    case 'aws':
      return present({
        type: 'aws',
        httpMethod: 'POST',
        uri,
        timeoutInMillis,
        requestTemplates: { ...lambdaRequestTemplates, ...mapAt(request, 'template') },
        passthroughBehavior: (textAt(request, 'passThrough') ?? 'NEVER').toLowerCase(),
        contentHandling: request['contentHandling'],
        responses: lambdaResponses(mapAt(values, 'response')),
      });
    case 'mock':
      return {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode": 200}', ...mapAt(request, 'template') },
        responses: lambdaResponses(mapAt(values, 'response')),
      };
    case 'http':
    case 'http-proxy':
      return present({
        type: integration === 'http' ? 'http' : 'http_proxy',
        httpMethod: (textAt(request, 'method') ?? textAt(values, 'method') ?? 'any').toUpperCase(),
        uri: request['uri'],
        timeoutInMillis,
        requestParameters: integrationParameters(mapAt(request, 'parameters')),
      });
    default:
      return present({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri,
        timeoutInMillis,
        responseTransferMode: mapAt(values, 'response')['transferMode'],
      });
  }
}

/** A status in brackets in the error's message chooses the response: `[404] Not here`. */
function lambdaResponses(response: Values): Values {
  const parameters = headerParameters(mapAt(response, 'headers'));
  const template = textAt(response, 'template');
  const templates = template === undefined ? {} : { 'application/json': template };
  const declared = mapOf(response['statusCodes']);
  const codes: Values =
    declared ?? Object.fromEntries(['400', '401', '403', '404', '422', '500', '502', '504'].map((code) => [code, {}]));
  const answers = Object.entries(codes).map(([statusCode, value]) => {
    const own = mapOf(value) ?? {};
    const pattern = textAt(own, 'pattern') ?? `[\\s\\S]*\\[${statusCode}\\][\\s\\S]*`;
    const isDefault = declared !== undefined && own['pattern'] === '';
    const ownTemplate = own['template'];
    return [
      isDefault ? 'default' : pattern,
      {
        statusCode,
        responseParameters: { ...parameters, ...headerParameters(mapAt(own, 'headers')) },
        responseTemplates:
          typeof ownTemplate === 'string' ? { 'application/json': ownTemplate } : (mapOf(ownTemplate) ?? {}),
      },
    ] as const;
  });
  const usual = { default: { statusCode: '200', responseParameters: parameters, responseTemplates: templates } };
  return { ...usual, ...Object.fromEntries(answers) };
}

function headerParameters(headers: Values): Values {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]));
}

/** `parameters: {paths: {id: true}}` → the parameters of the integration's own request. */
function integrationParameters(parameters: Values): Values {
  const kinds = { paths: 'path', querystrings: 'querystring', headers: 'header' } as const;
  const entries = Object.entries(kinds).flatMap(([key, kind]): [string, string][] =>
    Object.keys(mapAt(parameters, key)).map((name) => [
      `integration.request.${kind}.${name}`,
      `method.request.${kind}.${name}`,
    ]),
  );
  return Object.fromEntries(entries);
}
