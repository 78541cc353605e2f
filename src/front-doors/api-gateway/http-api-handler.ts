import type http from 'node:http';
import { type Clock, type Logger, messageOf } from '../../base/index.js';
import type { InvokeFrontend } from '../../invoke-path/invoke-frontend/index.js';
import type { HttpApi } from '../../model/index.js';
import type { Registry } from '../../registry/index.js';
import { httpApiDoor } from '../http-api/door.js';
import { restApiDoor } from '../rest-api/door.js';
import type { ApiDoor, Refusal } from './api-door.js';
import { callFunction } from './call-function.js';
import { headerOf, readRequestHead } from './client-request.js';
import { type ClientResponse, jsonResponse, writeResponse } from './client-response.js';
import { newExtendedRequestId } from './extended-request-id.js';
import { createRouteFinder, type RouteFinder } from './find-route.js';
import { readBody } from './read-body.js';
import type { RequestIds, RoutedRequest } from './routed-request.js';
import { continueTrace } from './trace-id.js';

export interface HttpApiHandlerDeps {
  readonly registry: Pick<Registry, 'apis'>;
  readonly frontend: InvokeFrontend;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Both kinds of API take 10 MB (http contract §1.16, §2.8). */
const bodyLimit = 10_485_760;

/** Serves every REST and HTTP API of the registry, under all their addresses, as they are at the moment of each request. */
export function createHttpApiHandler(deps: HttpApiHandlerDeps): http.RequestListener {
  const findRoute = createRouteFinder(deps.registry.apis);
  return (request, response) => {
    answer(deps, findRoute, request, response).then(
      (answered) => {
        if (answered !== undefined) send(request, response, answered);
      },
      (error: unknown) => {
        deps.logger.error(`${request.method ?? ''} ${request.url ?? ''} failed: ${messageOf(error)}`, { error });
        send(request, response, jsonResponse(500, '{"message": "Internal server error"}'));
      },
    );
  };
}

/** The response, or undefined when the client has gone away. */
async function answer(
  deps: HttpApiHandlerDeps,
  findRoute: RouteFinder,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<ClientResponse | undefined> {
  const head = readRequestHead(request, deps.clock.now());
  const search = findRoute(head);
  if (search.api === undefined) return jsonResponse(404, JSON.stringify({ message: search.message }));
  const { api } = search;
  const door = doors[api.kind];
  const ids: RequestIds = {
    requestId: door.newRequestId(),
    extendedRequestId: newExtendedRequestId(),
    traceId: continueTrace(headerOf(head.headers, 'x-amzn-trace-id'), head.receivedAtMs),
  };
  if (!search.found) return door.refuse(search.refusal, ids);
  const { match, method, path } = search;
  const gone = abortWhenGone(response);
  const body = await readBody(request, bodyLimit).catch(() => 'gone' as const);
  if (body === 'gone') return undefined;
  if (body === undefined) return door.refuse('request-too-large', ids);
  const routed = { client: { ...head, method, body }, api, ...match, path, ids };
  const answered = await answerByFunction(deps, door, routed, gone);
  return gone.aborted ? undefined : answered;
}

async function answerByFunction(
  deps: HttpApiHandlerDeps,
  door: ApiDoor,
  routed: RoutedRequest,
  signal: AbortSignal,
): Promise<ClientResponse> {
  const { client, path, route, ids } = routed;
  const refuse = (refusal: Refusal, reason: string, cause?: unknown): ClientResponse => {
    const response = door.refuse(refusal, ids);
    const message = `${client.method} ${path} answers ${response.status}: function "${route.functionReference}": ${reason}`;
    if (!signal.aborted) deps.logger.warn(message, cause === undefined ? {} : { error: cause });
    return response;
  };
  const call = await callFunction(deps, routed, door.toEvent(routed), signal);
  if ('refusal' in call) return refuse(call.refusal, call.reason, call.cause);
  if (call.outcome.outcome === 'function-error') return door.refuse('function-error', ids);
  const response = door.toResponse(call.outcome, routed);
  return 'malformed' in response ? refuse('function-error', `malformed result: ${response.malformed}.`) : response;
}

const doors: Readonly<Record<HttpApi['kind'], ApiDoor>> = { rest: restApiDoor, http: httpApiDoor };

function abortWhenGone(response: http.ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** A request that was not read to its end leaves the connection unusable for the next one. */
function send(request: http.IncomingMessage, response: http.ServerResponse, answered: ClientResponse): void {
  if (request.complete) {
    writeResponse(response, answered);
    return;
  }
  writeResponse(response, { ...answered, headers: [...answered.headers, ['Connection', 'close']] });
  request.resume();
}
