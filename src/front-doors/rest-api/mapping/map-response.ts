import type { IntegrationResponse, RestApi } from '../../../model/index.js';
import { messageOf } from '../../../base/index.js';
import { type Header, headerOf } from '../../api-gateway/client-request.js';
import { decodeBase64 } from '../../api-gateway/decode-base64.js';
import type { ClientResponse } from '../../api-gateway/client-response.js';
import { textInBody } from '../../api-gateway/json-steps.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { isBinaryMediaType } from '../binary-media-types.js';
import { javaPattern } from '../java-pattern.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { commonSource } from './parameters.js';
import { renderTemplate } from './render-template.js';
import { overridden, type TemplateContext } from './template-context.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';

/** What an integration answered, before it is mapped. */
export interface BackendResponse {
  /** What selection patterns are held against. */
  readonly selectionText: string;
  /** Of a mock: an entry of that very status is taken. */
  readonly status?: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** The entry for a response: the first whose pattern fits, by status, else the one without a pattern (http contract §1.8). Throws for a pattern that cannot be read. */
export function selectResponse(
  { selectionText, status }: BackendResponse,
  responses: readonly IntegrationResponse[],
): IntegrationResponse | undefined {
  const byStatus = [...responses].sort((a, b) => a.statusCode - b.statusCode);
  return (
    responses.find(({ statusCode }) => statusCode === status) ??
    byStatus.find(
      ({ selectionPattern }) => selectionPattern !== undefined && javaPattern(selectionPattern).test(selectionText),
    ) ??
    responses.find(({ selectionPattern }) => selectionPattern === undefined)
  );
}

/** The response for the client: template, parameters, then what templates override. */
export function mapResponse(
  engine: TemplateEngine,
  entry: IntegrationResponse,
  backend: BackendResponse,
  { request, context }: { readonly request: RestRequest; readonly context: TemplateContext },
): ClientResponse | FailedIntegration {
  const { type, template } = chooseTemplate(entry, request);
  let body: Buffer;
  try {
    body =
      template === undefined
        ? backend.body
        : Buffer.from(renderTemplate(engine, template, { request, context, body: textIn(backend, request) }));
  } catch (error) {
    return { refusal: 'API_CONFIGURATION_ERROR', reason: `its response template for "${type}": ${messageOf(error)}` };
  }
  const isMapped = template !== undefined;
  const converted = isMapped
    ? convertMade(body, entry, request)
    : convertReceived(body, backend.headers, entry, request);
  if (converted === undefined) {
    return {
      refusal: 'API_CONFIGURATION_ERROR',
      reason: 'its response cannot be converted to binary: it is not base64',
    };
  }
  const mapped = mappedParameters(entry, backend, request);
  const overrides = overridden(context.responseOverride.header);
  const replaced = new Set(overrides.map(([name]) => name.toLowerCase()));
  const headers = [...mapped.filter(([name]) => !replaced.has(name.toLowerCase())), ...overrides];
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: statusOf(context.responseOverride.status) ?? entry.statusCode,
    headers: isTyped ? headers : [['Content-Type', type], ...headers],
    body: converted,
  };
}

/** One header for each name: of those that differ in casing only, the last. */
function mappedParameters(
  { parameters }: IntegrationResponse,
  backend: BackendResponse,
  request: RestRequest,
): Header[] {
  const mapped = new Map<string, Header>();
  for (const [target, source] of Object.entries(parameters)) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    const value = responseSource(source, backend, request);
    if (name !== undefined && value !== undefined && value !== '') mapped.set(name.toLowerCase(), [name, value]);
  }
  return [...mapped.values()];
}

/** Binary bodies are base64 in templates. */
function textIn({ headers, body }: BackendResponse, { api }: RestRequest): string {
  return body.toString(isBinary(headers, api) ? 'base64' : 'utf8');
}

/** By the first type of `Accept`, then JSON, then the first there is; without any the body stays as it is. */
function chooseTemplate(
  { templates }: IntegrationResponse,
  { client }: RestRequest,
): { readonly type: string; readonly template?: string } {
  const accept = headerOf(client.headers, 'accept')?.split(',')[0]?.split(';')[0]?.trim() ?? 'application/json';
  const [first] = Object.keys(templates);
  const type = [accept, 'application/json', first].find((name) => name !== undefined && Object.hasOwn(templates, name));
  const template = type === undefined ? undefined : templates[type];
  return type === undefined || template === undefined || template === ''
    ? { type: 'application/json' }
    : { type, template };
}

function responseSource(source: string, { headers, body }: BackendResponse, request: RestRequest): string | undefined {
  const common = commonSource(source, request);
  if (common !== undefined) return common;
  const [, place = '', , name = ''] =
    /^integration\.response\.(header|multivalueheader|body)(\.(.+))?$/s.exec(source) ?? [];
  if (place === 'body') return name === '' ? body.toString('utf8') : textInBody(body, name);
  const values = headers.filter(([header]) => header.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return place === 'multivalueheader' ? (values.length > 0 ? values.join(',') : undefined) : values.at(-1);
}

function statusOf(value: unknown): number | undefined {
  const status = Number(value);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/**
 * A body of the integration's as `contentHandling` and `Accept` want it, undefined when it is to be decoded and is no base64 (developer guide,
 * "Content type conversions in API Gateway"). Text is UTF-8, also where it is none.
 */
function convertReceived(
  body: Buffer,
  headers: readonly Header[],
  { contentHandling }: IntegrationResponse,
  request: RestRequest,
): Buffer | undefined {
  const becomesBinary =
    contentHandling === undefined ? asksForBinary(request) : contentHandling === 'CONVERT_TO_BINARY';
  if (isBinary(headers, request.api)) return becomesBinary ? body : Buffer.from(body.toString('base64'));
  const text = body.toString('utf8');
  return becomesBinary ? decodeBase64(text) : Buffer.from(text);
}

/** The same of what a template made, which is text. */
function convertMade(body: Buffer, { contentHandling }: IntegrationResponse, request: RestRequest): Buffer | undefined {
  if (contentHandling === 'CONVERT_TO_BINARY') return decodeBase64(body.toString('utf8'));
  const isForBinary = contentHandling === undefined && asksForBinary(request) && isBase64(body);
  return isForBinary ? Buffer.from(body.toString('latin1'), 'base64') : body;
}

function asksForBinary({ client, api }: RestRequest): boolean {
  const accept = headerOf(client.headers, 'accept')?.split(',')[0];
  return accept !== undefined && isBinaryMediaType(accept, api.binaryMediaTypes);
}

function isBinary(headers: readonly Header[], { binaryMediaTypes }: RestApi): boolean {
  return isBinaryMediaType(headerOf(headers, 'content-type') ?? '', binaryMediaTypes);
}

function isBase64(body: Buffer): boolean {
  return body.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(body.toString('latin1'));
}
