import type http from 'node:http';
import { type Clock, UserError } from '../base/index.js';
import { type EventQueue, type EventState, eventStates, type EventView } from '../invoke-path/event-queue/index.js';
import type { LambdaMetrics } from '../metrics/index.js';
import { answerJson } from './answer-json.js';
import { eventMetrics } from './metrics/event-metrics.js';
import type { EventDetailsRow, EventRow, EventsView } from './views.js';

export interface EventNeeds {
  readonly clock: Clock;
  readonly metrics: LambdaMetrics;
  readonly queue: Pick<EventQueue, 'counts' | 'depth' | 'list' | 'replay' | 'show'>;
}

/** Rows of one state in an answer that names no limit. */
const defaultLimit = 1000;

/**
 * `/_hearth/events?function=<name>&state=<state,…>&limit=<number>` lists, `/_hearth/events/<request id>` shows one, and a POST to
 * `…/<request id>/replay` replays it. Answers whether the path is one of these.
 */
export function answerEvents(
  needs: EventNeeds,
  path: readonly string[],
  request: http.IncomingMessage,
  response: http.ServerResponse,
): boolean {
  const [room, requestId, action, ...more] = path;
  if (room !== 'events' || more.length > 0 || (action !== undefined && action !== 'replay')) return false;
  if (request.method === 'POST' && action === 'replay') void replay(needs, requestId ?? '', request, response);
  else if (request.method !== 'GET' && request.method !== 'HEAD') {
    answerJson(response, 405, {
      message: 'Use GET to list or show events, and POST to /_hearth/events/<request id>/replay.',
    });
  } else if (action === 'replay') answerJson(response, 405, { message: 'Use POST to replay an event.' });
  else if (requestId === undefined)
    answerList(needs, new URL(request.url ?? '/', 'http://hearth').searchParams, response);
  else answerDetails(needs, requestId, response);
  return true;
}

function answerList(
  { queue, metrics, clock }: EventNeeds,
  query: URLSearchParams,
  response: http.ServerResponse,
): void {
  const named = query.get('state')?.split(',') ?? [];
  const unknown = named.find((name) => !isState(name));
  if (unknown !== undefined) {
    answerJson(response, 400, { message: `There is no state "${unknown}". There are ${eventStates.join(', ')}.` });
    return;
  }
  const functionName = query.get('function') ?? undefined;
  const events = queue.list({
    limit: Number(query.get('limit') ?? defaultLimit),
    ...(named.length > 0 && { states: named.filter(isState) }),
    ...(functionName !== undefined && { functionName }),
  });
  const view: EventsView = {
    depth: queue.depth(),
    counts: queue.counts(),
    metrics: eventMetrics(metrics),
    events: events.map((event) => rowOf(event, clock)),
  };
  answerJson(response, 200, view);
}

function answerDetails({ queue, clock }: EventNeeds, requestId: string, response: http.ServerResponse): void {
  const details = queue.show(requestId);
  if (details === undefined) {
    answerJson(response, 404, {
      message: `There is no asynchronous event "${requestId}": it has ended, or never was.`,
    });
    return;
  }
  const { payload, response: answered, ...view } = details;
  const row: EventDetailsRow = {
    ...rowOf(view, clock),
    ...view,
    payload: payload.toString('utf8'),
    ...(answered !== undefined && { response: answered.toString('utf8') }),
  };
  answerJson(response, 200, row);
}

async function replay(
  { queue, clock }: EventNeeds,
  requestId: string,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (isFromForeignPage(request)) {
    answerJson(response, 403, { message: 'Pages of other sites may not replay events.' });
    return;
  }
  try {
    answerJson(response, 202, rowOf(await queue.replay(requestId), clock));
  } catch (error) {
    if (!(error instanceof UserError)) {
      answerJson(response, 500, { message: String(error) });
      return;
    }
    answerJson(response, queue.show(requestId) === undefined ? 404 : 409, { message: error.message });
  }
}

/** A browser names the page that a request comes from; other programs name none. */
function isFromForeignPage({ headers }: http.IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin !== undefined && origin !== `http://${host ?? ''}`;
}

function rowOf(view: EventView, clock: Clock): EventRow {
  const now = clock.now();
  const { nextAtMs } = view;
  return {
    ...view,
    ageMs: Math.max(0, now - view.acceptedAtMs),
    ...(nextAtMs !== undefined && { nextInMs: Math.max(0, nextAtMs - now) }),
  };
}

function isState(name: string): name is EventState {
  return eventStates.some((state) => state === name);
}
