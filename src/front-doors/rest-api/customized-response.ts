import type { GatewayResponse } from '../../model/index.js';
import { type ClientRequestHead, type Header, headerOf } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { parseQuery } from '../api-gateway/query.js';
import { isObject } from '../api-gateway/result-json.js';
import type { BuiltInResponse } from './built-in-responses.js';
import { type PartialRestRequest, requestContext, stageVariables } from './context.js';
import type { RestRefusal } from './rest-refusal.js';

interface Refused {
  readonly request: PartialRestRequest;
  readonly refused: RestRefusal;
  readonly builtIn: BuiltInResponse;
  readonly body: string;
  readonly headers: readonly Header[];
}

/** A gateway response in the words of the API: templates are no VTL, only values are put in (http contract §1.10). */
export function customizeResponse(custom: GatewayResponse, refusal: Refused): ClientResponse {
  const { request, builtIn, body, headers } = refusal;
  const lookUp = lookUpOf(refusal);
  const accept = headerOf(request.client.headers, 'accept')?.split(',')[0]?.split(';')[0]?.trim() ?? 'application/json';
  const type = Object.hasOwn(custom.templates, accept) ? accept : 'application/json';
  const template = custom.templates[type];
  const added = Object.entries(custom.parameters).flatMap(([name, source]): Header[] => {
    const value = /^'(.*)'$/s.exec(source)?.[1] ?? lookUp(source);
    return value === undefined ? [] : [[name.replace(/^gatewayresponse\.header\./, ''), value]];
  });
  const names = new Set(added.map(([name]) => name.toLowerCase()));
  const kept = headers.filter(([name]) => !names.has(name.toLowerCase()));
  return {
    status: custom.statusCode ?? builtIn.status,
    headers: [...(names.has('content-type') ? [] : [['Content-Type', type] as const]), ...kept, ...added],
    body: Buffer.from(template === undefined ? body : substitute(template, lookUp)),
  };
}

type LookUp = (expression: string) => string | undefined;

function lookUpOf({ request, refused, body }: Refused): LookUp {
  const message = messageIn(body);
  const error = {
    message,
    messageString: message === undefined ? 'null' : JSON.stringify(message),
    responseType: refused.refusal,
    validationErrorString: refused.validationError ?? '',
  };
  const context = { ...requestContext(request), error };
  const variables = stageVariables(request);
  return (expression) => {
    const [, source = '', name = ''] =
      /^\$?(context|stageVariables|method\.request\.(?:header|querystring|path))\.(.+)$/.exec(expression) ?? [];
    if (source === 'context') return textAt(context, name.split('.'));
    if (source === 'stageVariables') return variables[name];
    return source === '' ? undefined : requestValue(request, source, name);
  };
}

function requestValue(
  { client, pathParameters = [] }: PartialRestRequest,
  source: string,
  name: string,
): string | undefined {
  if (source.endsWith('header')) return headerOf(client.headers, name.toLowerCase());
  if (source.endsWith('path')) return pathParameters.find(([parameter]) => parameter === name)?.[1];
  return queryValue(client, name);
}

function queryValue({ query }: ClientRequestHead, name: string): string | undefined {
  return parseQuery(query, /[&;]/).findLast(([key]) => key === name)?.[1];
}

function substitute(template: string, lookUp: LookUp): string {
  return template.replace(
    /\$\{?((?:context|stageVariables|method\.request\.(?:header|querystring|path))\.[A-Za-z0-9_.-]*[A-Za-z0-9_])\}?/g,
    (_, expression: string) => lookUp(expression) ?? '',
  );
}

function textAt(start: unknown, path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(
    (place, key) => (isObject(place) && Object.hasOwn(place, key) ? place[key] : undefined),
    start,
  );
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function messageIn(body: string): string | undefined {
  const parsed: unknown = JSON.parse(body);
  const message = isObject(parsed) ? (parsed['message'] ?? parsed['Message']) : undefined;
  return typeof message === 'string' ? message : undefined;
}
