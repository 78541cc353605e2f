import type {
  MappedWebSocketIntegration,
  WebSocketIntegration,
  WebSocketIntegrationResponse,
} from '../../model/index.js';
import { functionInUri, serviceInUri } from './integration-uri.js';
import { numberAt, textAt, textMapAt, type Values } from './values.js';

/** API Gateway's longest time for an integration of a WebSocket API, which is also the default. */
const defaultTimeoutMs = 29_000;

/** An AWS::ApiGatewayV2::Integration of a WebSocket API with its integration responses. */
export function readWebSocketIntegration(values: Values, responses: readonly Values[]): WebSocketIntegration {
  const type = (textAt(values, 'IntegrationType') ?? 'none').toUpperCase();
  const uri = textAt(values, 'IntegrationUri');
  const called = {
    requestParameters: textMapAt(values, 'RequestParameters'),
    timeoutMs: numberAt(values, 'TimeoutInMillis') ?? defaultTimeoutMs,
  };
  const httpMethod = textAt(values, 'IntegrationMethod')?.toUpperCase() ?? 'POST';
  switch (type) {
    case 'MOCK':
      return { type, ...called, ...readMapping(values, responses) };
    case 'AWS_PROXY':
    case 'AWS': {
      const functionReference = functionInUri(uri);
      if (functionReference === undefined) {
        const service = uri === undefined ? undefined : serviceInUri(uri);
        return type === 'AWS' && service !== undefined && service.service !== 'lambda'
          ? { type: 'AWS_SERVICE', ...service, httpMethod, ...called, ...readMapping(values, responses) }
          : unsupported(`its integration calls ${calledThing(uri)}, which Hearth does not`);
      }
      return type === 'AWS_PROXY'
        ? { type, functionReference, ...called }
        : { type, functionReference, ...called, ...readMapping(values, responses) };
    }
    case 'HTTP':
    case 'HTTP_PROXY':
      if (uri === undefined || !/^https?:\/\//.test(uri)) {
        return unsupported(`its integration names no HTTP endpoint (${uri ?? 'no IntegrationUri'})`);
      }
      return type === 'HTTP_PROXY'
        ? { type, uri, httpMethod, ...called }
        : { type, uri, httpMethod, ...called, ...readMapping(values, responses) };
    default:
      return unsupported(`its integration is of the unknown type "${type}"`);
  }
}

function readMapping(
  values: Values,
  responses: readonly Values[],
): Omit<MappedWebSocketIntegration, 'requestParameters' | 'timeoutMs'> {
  const passthrough = textAt(values, 'PassthroughBehavior')?.toUpperCase();
  const templateSelectionExpression = textAt(values, 'TemplateSelectionExpression');
  const responseSelectionExpression = textAt(values, 'IntegrationResponseSelectionExpression');
  return {
    requestTemplates: textMapAt(values, 'RequestTemplates'),
    passthroughBehavior: passthrough === 'NEVER' || passthrough === 'WHEN_NO_TEMPLATES' ? passthrough : 'WHEN_NO_MATCH',
    ...(templateSelectionExpression !== undefined && { templateSelectionExpression }),
    ...(responseSelectionExpression !== undefined && { responseSelectionExpression }),
    ...contentHandlingOf(values),
    responses: responses.map(readResponse),
  };
}

function readResponse(values: Values): WebSocketIntegrationResponse {
  const templateSelectionExpression = textAt(values, 'TemplateSelectionExpression');
  return {
    key: textAt(values, 'IntegrationResponseKey') ?? '$default',
    templates: textMapAt(values, 'ResponseTemplates'),
    ...(templateSelectionExpression !== undefined && { templateSelectionExpression }),
    ...contentHandlingOf(values),
  };
}

function contentHandlingOf(values: Values): Pick<WebSocketIntegrationResponse, 'contentHandling'> {
  const handling = textAt(values, 'ContentHandlingStrategy')?.toUpperCase();
  return handling === 'CONVERT_TO_BINARY' || handling === 'CONVERT_TO_TEXT' ? { contentHandling: handling } : {};
}

function calledThing(uri: string | undefined): string {
  if (uri === undefined) return 'something that is not known here';
  const service = serviceInUri(uri);
  return service === undefined ? `"${uri}"` : `the AWS service "${service.service}"`;
}

function unsupported(reason: string): WebSocketIntegration {
  return { type: 'UNSUPPORTED', reason };
}
