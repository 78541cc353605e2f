import type { Clock } from '../../../base/index.js';
import type { ApiBase, ApiStage } from '../../../model/index.js';
import { Throttles } from './throttles.js';

/** Counts the requests of each route of HTTP and WebSocket APIs, as their stages say. */
export class RouteThrottles {
  readonly #throttles: Throttles;

  constructor(clock: Clock) {
    this.#throttles = new Throttles(clock);
  }

  /** Whether a route may take one more request now. */
  lets({ api, stage }: { readonly api: Pick<ApiBase, 'id'>; readonly stage: ApiStage }, routeKey: string): boolean {
    const { throttles } = stage;
    if (throttles === undefined) return true;
    const own = Object.hasOwn(throttles.routes, routeKey) ? throttles.routes[routeKey] : undefined;
    const throttle = own ?? throttles.each;
    return throttle === undefined || this.#throttles.lets(`${api.id}/${stage.name}/${routeKey}`, throttle);
  }
}
