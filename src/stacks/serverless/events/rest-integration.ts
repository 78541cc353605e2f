import { mapOf } from '../../resolver/properties.js';
import { mapAt, present, textAt, type Values } from '../service.js';
import { lambdaRequestTemplates } from './request-template.js';
import { corsResponseHeaders, restCorsOf } from './rest-cors.js';
import { parametersOf } from './rest-validation.js';
import { invocationUri, type ServiceEvent, verbAndPath } from './service-events.js';

/** What a route of the REST API calls: the function by proxy, unless `integration` or `async` says otherwise. */
export function restIntegration(event: ServiceEvent): Values {
  const { values, functionId } = event;
  const request = mapAt(values, 'request');
  const common = { TimeoutInMillis: values['timeoutInMillis'], ConnectionType: connectionType(values) };
  const Uri = invocationUri({ 'Fn::GetAtt': [functionId, 'Arn'] });
  switch (integrationType(values)) {
    case 'LAMBDA':
    case 'AWS':
      return present({
        ...common,
        Type: 'AWS',
        IntegrationHttpMethod: 'POST',
        Uri,
        RequestParameters: integrationParameters(values, request),
        RequestTemplates: requestTemplates(request, lambdaRequestTemplates(mapAt(values, 'authorizer')['claims'])),
        PassthroughBehavior: textAt(request, 'passThrough') ?? 'NEVER',
        ContentHandling: request['contentHandling'],
        IntegrationResponses: mappedResponses(event),
      });
    case 'MOCK':
      return present({
        Type: 'MOCK',
        RequestTemplates: requestTemplates(request, { 'application/json': '{"statusCode": 200}' }),
        PassthroughBehavior: request['passThrough'],
        IntegrationResponses: mappedResponses(event),
      });
    case 'HTTP':
      return present({
        ...httpIntegration(event, request),
        ...common,
        Type: 'HTTP',
        RequestTemplates: requestTemplates(request, {}),
        PassthroughBehavior: request['passThrough'],
        ContentHandling: request['contentHandling'],
        IntegrationResponses: mappedResponses(event),
      });
    case 'HTTP_PROXY':
      return present({ ...httpIntegration(event, request), ...common, Type: 'HTTP_PROXY' });
    default:
      return present({
        ...common,
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri,
        ResponseTransferMode: mapAt(values, 'response')['transferMode'],
      });
  }
}

function integrationType(values: Values): string {
  const usual = values['async'] === true ? 'AWS' : 'AWS_PROXY';
  return (textAt(values, 'integration') ?? usual).toUpperCase().replace('-', '_');
}

function connectionType(values: Values): string | undefined {
  return textAt(values, 'connectionType')?.toUpperCase().replace('-', '_');
}

function httpIntegration(event: ServiceEvent, request: Values): Values {
  return {
    IntegrationHttpMethod: (textAt(request, 'method') ?? verbAndPath(event).method).toUpperCase(),
    Uri: request['uri'],
    ConnectionId: event.values['connectionId'],
    RequestParameters: integrationParameters(event.values, request),
  };
}

/** A template that is null takes away the usual one. */
function requestTemplates(request: Values, usual: Values): Values {
  return present({ ...usual, ...mapAt(request, 'template') });
}

/** `async` asks Lambda to answer before the function has run. */
function integrationParameters(values: Values, request: Values): Values | undefined {
  const entries = parametersOf(request).map(([name, value]) => [
    name.replace(/^method/, 'integration'),
    mapOf(value)?.['mappedValue'] ?? name,
  ]);
  const asynchronous =
    values['async'] === true ? [['integration.request.header.X-Amz-Invocation-Type', "'Event'"]] : [];
  const all = [...entries, ...asynchronous];
  return all.length === 0 ? undefined : (Object.fromEntries(all) as Values);
}

/** A status in brackets in the error's message chooses the response: `[404] Not here`. */
const usualCodes: Readonly<Record<string, Values>> = {
  '200': { pattern: '' },
  ...Object.fromEntries(
    ['400', '401', '403', '404', '422', '502'].map((code) => [code, { pattern: `[\\s\\S]*\\[${code}\\][\\s\\S]*` }]),
  ),
  '500': { pattern: '[\\s\\S]*(Process\\s?exited\\s?before\\s?completing\\s?request|\\[500\\])[\\s\\S]*' },
  '504': { pattern: '([\\s\\S]*\\[504\\][\\s\\S]*)|(.*Task timed out after \\d+\\.\\d+ seconds$)' },
};

function mappedResponses(event: ServiceEvent): Values[] {
  const { values } = event;
  const response = mapAt(values, 'response');
  const cors = corsResponseHeaders(restCorsOf(values['cors'], verbAndPath(event).method));
  const shared = { ...cors, ...mapAt(response, 'headers') };
  const sharedTemplate = textAt(response, 'template');
  return Object.entries(statusCodes(mapOf(response['statusCodes']))).map(([StatusCode, value]) => {
    const own = mapOf(value) ?? {};
    const { template } = own;
    return present({
      StatusCode,
      SelectionPattern: textAt(own, 'pattern') ?? '',
      ResponseParameters: headerParameters({ ...shared, ...mapAt(own, 'headers') }),
      ResponseTemplates: {
        ...(sharedTemplate !== undefined && { 'application/json': sharedTemplate }),
        ...(typeof template === 'string' ? { 'application/json': template } : mapOf(template)),
      },
      ContentHandling: StatusCode.startsWith('2') ? response['contentHandling'] : undefined,
    });
  });
}

/** One response has to take what no pattern chooses. */
function statusCodes(declared: Values | undefined): Values {
  if (declared === undefined) return usualCodes;
  const hasUsual = Object.values(declared).some((code) => mapOf(code)?.['pattern'] === '');
  return hasUsual ? declared : { ...declared, '200': { ...mapAt(declared, '200'), pattern: '' } };
}

function headerParameters(headers: Values): Values {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]));
}
