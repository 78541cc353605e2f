import type {
  CacheKey,
  IntegrationResponse,
  MappedIntegration,
  RestIntegration,
  ServiceTarget,
} from '../../model/index.js';
import { functionInUri, serviceInUri } from './integration-uri.js';
import { listAt, mapAt, numberAt, textAt, textMapAt, textsAt, type Values } from './values.js';

/** API Gateway's longest time for an integration of a REST API, which is also the default. */
const defaultTimeoutMs = 29_000;

/** The integration of a method as OpenAPI's extension and CloudFormation (keys in lower camel case) write it. */
export function readRestIntegration(values: Values | undefined): RestIntegration {
  const type = (textAt(values, 'type') ?? 'none').toUpperCase().replace('-', '_');
  const uri = textAt(values, 'uri');
  const called = {
    requestParameters: textMapAt(values, 'requestParameters'),
    timeoutMs: numberAt(values, 'timeoutInMillis') ?? defaultTimeoutMs,
    httpMethod: httpMethodOf(values),
    ...cacheKeyOf(values),
  };
  const streams = textAt(values, 'responseTransferMode') === 'STREAM';
  const { requestParameters, cache } = called;
  switch (type) {
    case 'MOCK':
      return { type: 'MOCK', requestParameters, ...(cache !== undefined && { cache }), ...readMapping(values) };
    case 'AWS_PROXY':
    case 'AWS': {
      const functionReference = functionInUri(uri);
      const service = uri === undefined ? undefined : serviceInUri(uri);
      if (functionReference === undefined) {
        return type === 'AWS' && service !== undefined && service.service !== 'lambda'
          ? { type: 'AWS_SERVICE', ...service, ...called, ...readMapping(values) }
          : unsupported(`its integration calls ${calledThing(uri, service)}, which Hearth does not`);
      }
      if (type === 'AWS') return { type, functionReference, ...called, ...readMapping(values) };
      return { type, functionReference, streams, ...called };
    }
    case 'HTTP':
    case 'HTTP_PROXY': {
      if (uri === undefined || !/^https?:\/\//.test(uri))
        return unsupported(`its integration names no HTTP endpoint (${uri ?? 'no uri'})`);
      const link = textAt(values, 'connectionType')?.toUpperCase() === 'VPC_LINK' ? { viaVpcLink: true as const } : {};
      const http = { uri, ...called, ...link };
      return type === 'HTTP'
        ? { type, ...http, ...readMapping(values) }
        : { type, ...http, ...(streams && { streams }) };
    }
    default:
      return unsupported(
        type === 'NONE' ? 'it has no integration' : `its integration is of the unknown type "${type}"`,
      );
  }
}

/** What a Lambda integration is called with is POST unless something else is written, which AWS then refuses. */
function httpMethodOf(values: Values | undefined): string {
  const method = (textAt(values, 'httpMethod') ?? textAt(values, 'integrationHttpMethod') ?? 'POST').toUpperCase();
  return method === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : method;
}

function readMapping(values: Values | undefined): MappedIntegration {
  const passthrough = textAt(values, 'passthroughBehavior')?.toUpperCase();
  const contentHandling = contentHandlingOf(values);
  return {
    requestTemplates: textMapAt(values, 'requestTemplates'),
    passthroughBehavior: passthrough === 'NEVER' || passthrough === 'WHEN_NO_TEMPLATES' ? passthrough : 'WHEN_NO_MATCH',
    ...(contentHandling !== undefined && { contentHandling }),
    responses: [...listedResponses(values), ...responsesByPattern(values)],
  };
}

/** CloudFormation's form. */
function listedResponses(values: Values | undefined): IntegrationResponse[] {
  return (listAt(values, 'integrationResponses') ?? []).flatMap((item) => {
    const response = mapAt({ item }, 'item');
    return response === undefined
      ? []
      : [
          integrationResponse(response, textAt(response, 'SelectionPattern'), [
            'StatusCode',
            'ResponseParameters',
            'ResponseTemplates',
            'ContentHandling',
          ]),
        ];
  });
}

/** OpenAPI's form: the key is the pattern. */
function responsesByPattern(values: Values | undefined): IntegrationResponse[] {
  return Object.entries(mapAt(values, 'responses') ?? {}).flatMap(([pattern, item]) => {
    const response = mapAt({ item }, 'item');
    const selection = pattern === 'default' ? undefined : pattern;
    return response === undefined
      ? []
      : [
          integrationResponse(response, selection, [
            'statusCode',
            'responseParameters',
            'responseTemplates',
            'contentHandling',
          ]),
        ];
  });
}

function integrationResponse(
  values: Values,
  selectionPattern: string | undefined,
  [status, parameters, templates, handling]: readonly [string, string, string, string],
): IntegrationResponse {
  const contentHandling = contentHandlingOf({ contentHandling: values[handling] });
  return {
    statusCode: numberAt(values, status) ?? 200,
    ...(selectionPattern !== undefined && selectionPattern !== '' && { selectionPattern }),
    parameters: textMapAt(values, parameters),
    templates: textMapAt(values, templates),
    ...(contentHandling !== undefined && { contentHandling }),
  };
}

function contentHandlingOf(values: Values | undefined): 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT' | undefined {
  const handling = textAt(values, 'contentHandling')?.toUpperCase();
  return handling === 'CONVERT_TO_BINARY' || handling === 'CONVERT_TO_TEXT' ? handling : undefined;
}

/** What tells cached responses apart; undefined in an integration that says nothing of it. */
function cacheKeyOf(values: Values | undefined): { readonly cache?: CacheKey } {
  const parameters = textsAt(values, 'cacheKeyParameters');
  const namespace = textAt(values, 'cacheNamespace');
  if (parameters.length === 0 && namespace === undefined) return {};
  return { cache: { parameters, ...(namespace !== undefined && { namespace }) } };
}

function calledThing(uri: string | undefined, service: ServiceTarget | undefined): string {
  if (uri === undefined) return 'something that is not known here';
  return service === undefined ? `"${uri}"` : `the AWS service "${service.service}" by "${uri}"`;
}

function unsupported(reason: string): RestIntegration {
  return { type: 'UNSUPPORTED', reason };
}
