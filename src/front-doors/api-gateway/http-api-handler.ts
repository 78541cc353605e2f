import type http from 'node:http';
import { ClientGone, messageOf, type WholeRequest, type WholeResponse } from '../../base/index.js';
import type { Api } from '../../model/index.js';
import { type BalancerAddress, readBalancerAddress } from '../alb/address.js';
import { type BalancerDoorNeeds, createBalancerDoor } from '../alb/door.js';
import { readUrlAddress, type UrlAddress } from '../function-url/address.js';
import { createFunctionUrlDoor, type UrlDoorNeeds } from '../function-url/door.js';
import { findUrl } from '../function-url/find-url.js';
import { createHttpApiDoor } from '../http-api/door.js';
import { createRestApiDoor } from '../rest-api/door.js';
import type { StaticFiles } from '../static-files/static-files.js';
import { readAddress } from './address.js';
import type { Answer, ApiDoor } from './api-door.js';
import { headerOf, type ClientRequestHead, readRequestHead } from './client-request.js';
import { jsonResponse } from './client-response.js';
import { type Arrived, sendAnswer } from './exchange.js';
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
export interface DoorListener {
  (request: http.IncomingMessage, response: http.ServerResponse, only?: DoorOfPort): void;
  /** Without `node:http`; false, with nothing done, for what is streamed or read from a file. */
  readonly quick: (request: WholeRequest, response: WholeResponse, only?: DoorOfPort) => boolean;
}

/** Both kinds of API take 10 MB (http contract §1.16, §2.8). */
const bodyLimit = 10_485_760;

/** Which door a request is for. */
type Place =
  | { readonly door: 'url'; readonly address: UrlAddress }
  | { readonly door: 'balancer'; readonly address: BalancerAddress }
  | { readonly door: 'ping' }
  | { readonly door: 'api'; readonly search: RouteSearch; readonly mayBeFile: boolean };

/** Serves every REST API, HTTP API, function URL and load balancer of the registry, under all their addresses, as they are at the moment of each request. */
export function createHttpApiHandler(deps: HttpApiHandlerDeps): DoorListener {
  const { registry, clock, logger, staticFiles } = deps;
  const findRoute = createRouteFinder(registry.apis);
  const rest = createRestApiDoor(deps);
  const httpDoor = createHttpApiDoor(deps);
  const functionUrl = createFunctionUrlDoor(deps);
  const balancer = createBalancerDoor(deps);
  const placeOf = (head: ClientRequestHead, only: DoorOfPort | undefined): Place => {
    const { path } = head;
    if (only !== undefined) {
      return 'urlId' in only
        ? { door: 'url', address: { ...only, path } }
        : { door: 'balancer', address: { ...only, path } };
    }
    const host = headerOf(head.headers, 'host') ?? '';
    const urlAddress = readUrlAddress(host, path);
    if (urlAddress !== undefined) return { door: 'url', address: urlAddress };
    const address = readBalancerAddress(host, path);
    if (address !== undefined) return { door: 'balancer', address };
    if (isServicePing(registry.apis.list(), host, path)) return { door: 'ping' };
    const search = findRoute(head);
    const mayBeFile = !search.found && staticFiles !== undefined && readAddress(host, path).by === 'merged';
    return { door: 'api', search, mayBeFile };
  };
  const needsHttp = (place: Place): boolean => {
    if (place.door === 'url') return findUrl(registry, place.address.urlId)?.url.invokeMode === 'RESPONSE_STREAM';
    if (place.door !== 'api') return false;
    return place.search.found ? isStreamed(place.search) : place.mayBeFile;
  };
  const answer = (place: Place, head: ClientRequestHead, arrived: Arrived): Answer | Promise<Answer> => {
    switch (place.door) {
      case 'url':
        return functionUrl({ head, ...place.address, ...arrived });
      case 'balancer':
        return balancer({ head, address: place.address, ...arrived });
      case 'ping':
        return healthyConnection;
      case 'api': {
        const { search } = place;
        if (search.api === undefined) return jsonResponse(404, JSON.stringify({ message: search.message }));
        return search.api.kind === 'rest'
          ? answerAt(rest, search.api, head, search, arrived)
          : answerAt(httpDoor, search.api, head, search, arrived);
      }
    }
  };
  const deliver = async (arrived: Arrived, answering: () => Answer | Promise<Answer>): Promise<void> => {
    try {
      sendAnswer(arrived, await answering());
    } catch (error) {
      const { method = '', url = '' } = arrived.request;
      logger.error(`${method} ${url} failed: ${messageOf(error)}`, { error });
      sendAnswer(arrived, jsonResponse(500, '{"message": "Internal server error"}'));
    }
  };
  const listener = (...[request, response, only]: Parameters<DoorListener>): void => {
    const arrived = { request, response, stream: response };
    void deliver(arrived, async () => {
      const head = readRequestHead(request, clock.now());
      const place = placeOf(head, only);
      if (place.door === 'api' && place.mayBeFile && (await staticFiles?.(request, response)) === true) return 'sent';
      return answer(place, head, arrived);
    });
  };
  return Object.assign(listener, {
    quick: (request: WholeRequest, response: WholeResponse, only?: DoorOfPort) => {
      const head = readRequestHead(request, clock.now());
      const place = placeOf(head, only);
      if (needsHttp(place)) return false;
      const arrived = { request, response };
      void deliver(arrived, () => answer(place, head, arrived));
      return true;
    },
  });
}

function isStreamed({ match }: Extract<RouteSearch, { readonly found: true }>): boolean {
  return 'streams' in match.route.integration && match.route.integration.streams;
}

async function answerAt<A extends Api>(
  door: ApiDoor<A>,
  api: A,
  head: ClientRequestHead,
  search: RouteSearch,
  { request, response, stream }: Arrived,
): Promise<Answer> {
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
  const answered = await door.answer(routed, { signal, stream });
  return signal.aborted ? 'sent' : answered;
}
