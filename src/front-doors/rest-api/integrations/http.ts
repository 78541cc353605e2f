import type { WaitSignal } from '../../../base/index.js';
import type http from 'node:http';
import type { RestHttpIntegration, RestHttpProxy } from '../../../model/index.js';
import type { Exchange } from '../../api-gateway/api-door.js';
import { type BackendFailure, callBackend, openBackend } from '../../api-gateway/backend/call-backend.js';
import type { Header } from '../../api-gateway/client-request.js';
import { illegalHeader } from '../../api-gateway/mapped-headers.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { StreamedResponse } from '../../api-gateway/streaming/streamed-response.js';
import { gatewayHeaders } from '../gateway-headers.js';
import type { BackendResponse } from '../mapping/map-response.js';
import { mapParameters } from '../mapping/parameters.js';
import { overridden } from '../mapping/template-context.js';
import type { EventAdditions } from '../request-to-event.js';
import { exposedHeaders } from '../response-headers.js';
import { mappedRequest, proxiedRequest } from './http-request.js';
import type { FailedIntegration, Integrated } from './integrated.js';
import type { MappedBody } from './mapped.js';

/** HTTP_PROXY: the request goes on and the response comes back as they are. */
export async function callHttpProxy(
  request: RestRequest,
  integration: RestHttpProxy,
  { signal, stream }: Exchange,
): Promise<Integrated> {
  const parameters = mapParameters(integration.requestParameters, request);
  const illegal = illegalMapping(parameters);
  if (illegal !== undefined) return illegal;
  const { timeoutMs } = integration;
  const sent = { ...proxiedRequest(request, integration, parameters), timeoutMs, signal };
  if (integration.streams === true && stream !== undefined) {
    const opened = await openBackend(sent);
    return 'failed' in opened ? failed(withLinkHint(opened, integration)) : passOn(opened, request, stream);
  }
  const result = await callBackend(sent);
  if ('failed' in result) return failed(withLinkHint(result, integration));
  return { ...result, headers: proxiedHeaders(result.headers, request) };
}

/** The body chunk by chunk; one that breaks off does so for the client too (http contract §1.7). */
async function passOn(
  { status, headers, stream }: Exclude<Awaited<ReturnType<typeof openBackend>>, BackendFailure>,
  request: RestRequest,
  response: http.ServerResponse,
): Promise<'sent'> {
  const sink = new StreamedResponse(response, {
    needsPrelude: false,
    head: () => ({ status, headers: proxiedHeaders(headers, request) }),
  });
  sink.begin({ contentType: '' });
  try {
    for await (const chunk of stream) await sink.write(chunk as Buffer);
    sink.end();
  } catch {
    sink.breakOff();
  }
  return 'sent';
}

function proxiedHeaders(received: readonly Header[], { ids }: RestRequest): Header[] {
  const headers = exposedHeaders(received.filter(([name]) => !/^via$/i.test(name)));
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const type: Header[] = isTyped ? [] : [['Content-Type', 'application/json']];
  return [...type, ...headers, ...gatewayHeaders(ids)];
}

/** HTTP: what templates and parameters make of the request. */
export async function callHttp(
  request: RestRequest,
  integration: RestHttpIntegration,
  mapped: MappedBody,
  signal: WaitSignal,
): Promise<BackendResponse | FailedIntegration> {
  const parameters = requestParametersOf(integration, request, mapped);
  const illegal = illegalMapping(parameters);
  if (illegal !== undefined) return illegal;
  const sent = mappedRequest(request, integration, parameters, mapped);
  const result = await callBackend({ ...sent, timeoutMs: integration.timeoutMs, signal });
  if ('failed' in result) return failed(withLinkHint(result, integration));
  return { selectionText: String(result.status), headers: result.headers, body: result.body };
}

/** What is mapped, with what the request template overrides of it. */
export function requestParametersOf(
  { requestParameters }: Pick<RestHttpIntegration, 'requestParameters'>,
  request: RestRequest,
  { context }: MappedBody,
): EventAdditions {
  const { headers, query, path } = mapParameters(requestParameters, request);
  const { requestOverride } = context;
  return {
    headers: replace(headers, overridden(requestOverride.header), (name) => name.toLowerCase()),
    query: replace(query, overridden(requestOverride.querystring)),
    path: replace(path, overridden(requestOverride.path)),
  };
}

function replace(
  pairs: readonly Header[],
  overrides: readonly Header[],
  keyOf = (name: string): string => name,
): Header[] {
  const names = new Set(overrides.map(([name]) => keyOf(name)));
  return [...pairs.filter(([name]) => !names.has(keyOf(name))), ...overrides];
}

function illegalMapping({ headers }: EventAdditions): FailedIntegration | undefined {
  const name = illegalHeader(headers);
  return name === undefined
    ? undefined
    : { refusal: 'API_CONFIGURATION_ERROR', reason: `the header "${name}" cannot be mapped` };
}

function withLinkHint(result: BackendFailure, { viaVpcLink }: RestHttpProxy | RestHttpIntegration): BackendFailure {
  if (viaVpcLink !== true) return result;
  const hint =
    'On AWS its VPC link leads there. Let this machine know its host (a hosts file, an alias of the compose network), or put another URI in a stage variable.';
  return { ...result, reason: `${result.reason}. ${hint}` };
}

/** A backend that gave no answer, as the gateway tells it. */
export function failed({ failed: kind, reason }: BackendFailure): FailedIntegration {
  return { refusal: kind === 'timeout' ? 'INTEGRATION_TIMEOUT' : 'INTEGRATION_FAILURE', reason };
}
