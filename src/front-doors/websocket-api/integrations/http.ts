import type { WebSocketHttpIntegration, WebSocketHttpProxy } from '../../../model/index.js';
import { callBackend } from '../../api-gateway/backend/call-backend.js';
import type { Header } from '../../api-gateway/client-request.js';
import { forwardedHeaders } from '../../api-gateway/forwarded-headers.js';
import { filledUri, mapParameters, queryOf } from '../mapping/parameters.js';
import type { RouteCall } from '../route-call.js';
import type { FailedIntegration, Integrated } from './integrated.js';
import type { BackendAnswer } from './mapped-response.js';

/** HTTP_PROXY: the message as it is, while connecting the client's headers and query; the response's body is the answer. */
export async function callHttpProxy(
  call: RouteCall,
  integration: WebSocketHttpProxy,
  signal: AbortSignal,
): Promise<Integrated> {
  const body = Buffer.from(call.eventType === 'MESSAGE' ? call.body : '');
  const passed = call.eventType === 'CONNECT' ? forwardedHeaders(call.client, call.ids.traceId) : [];
  const headers = passed.filter(([name]) => !/^(host|sec-websocket-.*)$/i.test(name));
  const query = call.eventType === 'CONNECT' ? call.client.query : '';
  const answer = await send(call, integration, { body, headers, query, signal });
  return 'failed' in answer ? answer : { status: answer.status, body: answer.body.toString('utf8') };
}

/** HTTP: what a template made goes out, with the mapped parameters alone. */
export function callHttp(
  call: RouteCall,
  integration: WebSocketHttpIntegration,
  body: Buffer,
  signal: AbortSignal,
): Promise<BackendAnswer | FailedIntegration> {
  return send(call, integration, { body, headers: [], query: '', signal });
}

async function send(
  call: RouteCall,
  integration: WebSocketHttpProxy | WebSocketHttpIntegration,
  sent: {
    readonly body: Buffer;
    readonly headers: readonly Header[];
    readonly query: string;
    readonly signal: AbortSignal;
  },
): Promise<BackendAnswer | FailedIntegration> {
  const { uri, httpMethod, requestParameters, timeoutMs } = integration;
  const mapped = mapParameters(requestParameters, call);
  const filled = filledUri(uri, mapped, call);
  if (!URL.canParse(filled)) return { failed: 'configuration', reason: `its integration's URI "${filled}" is no URL` };
  const url = new URL(filled);
  url.search = [url.search.slice(1), sent.query, queryOf(mapped)].filter((part) => part !== '').join('&');
  const result = await callBackend({
    method: httpMethod === 'ANY' ? 'POST' : httpMethod,
    url: url.href,
    headers: withDefaults([...sent.headers, ...mapped.headers], call),
    body: sent.body,
    timeoutMs,
    signal: sent.signal,
  });
  if ('failed' in result) return { failed: 'backend', reason: result.reason };
  return { ...result, selectionText: String(result.status), isError: false };
}

/** What API Gateway says of itself unless a mapping says otherwise. */
function withDefaults(headers: readonly Header[], { api, ids }: RouteCall): readonly Header[] {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const own: Header[] = [
    ['Content-Type', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${api.id}`],
    ['X-Amzn-Apigateway-Api-Id', api.id],
    ['X-Amzn-Trace-Id', ids.traceId],
  ];
  return [...headers, ...own.filter(([name]) => !given.has(name.toLowerCase()))];
}
