import type http from 'node:http';
import { ClientGone, messageOf } from '../../base/index.js';
import type { Api } from '../../model/index.js';
import { readBalancerAddress } from '../alb/address.js';
import { type BalancerDoorNeeds, createBalancerDoor } from '../alb/door.js';
import { readUrlAddress } from '../function-url/address.js';
import { createFunctionUrlDoor, type UrlDoorNeeds } from '../function-url/door.js';
import { createHttpApiDoor } from '../http-api/door.js';
import { createRestApiDoor } from '../rest-api/door.js';
import type { StaticFiles } from '../static-files/static-files.js';
import { readAddress } from './address.js';
import type { Answer, ApiDoor } from './api-door.js';
import { headerOf, type ClientRequestHead, readRequestHead } from './client-request.js';
import { jsonResponse } from './client-response.js';
import { sendAnswer } from './exchange.js';
import { newExtendedRequestId } from './extended-request-id.js';
import { createRouteFinder, type RouteSearch } from './find-route.js';
import { readBody } from './read-body.js';
import type { RequestIds } from './routed-request.js';
import { healthyConnection, isServicePing } from './service-ping.js';
import { continueTrace } from './trace-id.js';

export interface HttpApiHandlerDeps extends UrlDoorNeeds, BalancerDoorNeeds {
  readonly registry: UrlDoorNeeds['registry'] & BalancerDoorNeeds['registry'];
  /** Answers at `/` what no route takes. */
  readonly staticFiles?: StaticFiles;
}

/** A door that answers alone on a port of its own. */
export type DoorOfPort = { readonly urlId: string } | { readonly listenerId: string };

/** Serves the doors; with `only` that one alone, at `/`. */
export type DoorListener = (request: http.IncomingMessage, response: http.ServerResponse, only?: DoorOfPort) => void;

/** Both kinds of API take 10 MB (http contract §1.16, §2.8). */
const bodyLimit = 10_485_760;

/** Serves every REST API, HTTP API, function URL and load balancer of the registry, under all their addresses, as they are at the moment of each request. */
export function createHttpApiHandler(deps: HttpApiHandlerDeps): DoorListener {
  const findRoute = createRouteFinder(deps.registry.apis);
  const rest = createRestApiDoor(deps);
  const httpDoor = createHttpApiDoor(deps);
  const functionUrl = createFunctionUrlDoor(deps);
  const balancer = createBalancerDoor(deps);
  const answer = async (...[request, response, only]: Parameters<DoorListener>): Promise<Answer> => {
    const head = readRequestHead(request, deps.clock.now());
    const host = headerOf(head.headers, 'host') ?? '';
    const { path } = head;
    const urlAddress =
      only === undefined ? readUrlAddress(host, path) : 'urlId' in only ? { ...only, path } : undefined;
    if (urlAddress !== undefined) return functionUrl({ head, ...urlAddress, request, response });
    const address =
      only === undefined ? readBalancerAddress(host, path) : 'listenerId' in only ? { ...only, path } : undefined;
    if (address !== undefined) return balancer({ head, address, request, response });
    if (isServicePing(deps.registry.apis.list(), host, path)) return healthyConnection;
    const search = findRoute(head);
    const isMerged = readAddress(host, path).by === 'merged';
    if (!search.found && isMerged && (await deps.staticFiles?.(request, response)) === true) return 'sent';
    if (search.api === undefined) return jsonResponse(404, JSON.stringify({ message: search.message }));
    const arrival = { head, search, request, response };
    return search.api.kind === 'rest' ? answerAt(rest, search.api, arrival) : answerAt(httpDoor, search.api, arrival);
  };
  return (request, response, only) => {
    answer(request, response, only).then(
      (answered) => {
        sendAnswer(request, response, answered);
      },
      (error: unknown) => {
        deps.logger.error(`${request.method ?? ''} ${request.url ?? ''} failed: ${messageOf(error)}`, { error });
        sendAnswer(request, response, jsonResponse(500, '{"message": "Internal server error"}'));
      },
    );
  };
}

interface Arrival {
  readonly head: ClientRequestHead;
  readonly search: RouteSearch;
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
}

async function answerAt<A extends Api>(door: ApiDoor<A>, api: A, arrival: Arrival): Promise<Answer> {
  const { head, search, request, response } = arrival;
  const ids: RequestIds = {
    requestId: door.newRequestId(),
    extendedRequestId: newExtendedRequestId(),
    traceId: continueTrace(headerOf(head.headers, 'x-amzn-trace-id'), head.receivedAtMs),
  };
  if (!search.found) {
    const refusal = search.api === undefined ? 'no-route' : search.refusal;
    return door.refuse({ refusal, api, client: head, ids });
  }
  const { match, method, path, basePath } = search;
  const signal = new ClientGone(response);
  const body = await readBody(request, bodyLimit).catch(() => 'gone' as const);
  if (body === 'gone') return 'sent';
  if (body === undefined) return door.refuse({ refusal: 'request-too-large', api, client: head, ids });
  const routed = {
    client: { ...head, method, body },
    api,
    // The route and the stage were found in this API.
    stage: search.stage as A['stages'][number],
    route: match.route as A['routes'][number],
    pathParameters: match.pathParameters,
    path,
    ...(basePath !== undefined && { basePath }),
    ids,
  };
  const answered = await door.answer(routed, { signal, response });
  return signal.aborted ? 'sent' : answered;
}
