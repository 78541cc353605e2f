import type { Clock } from '../../../base/index.js';
import type { ApiStage } from '../../../model/index.js';
import { TokenBucket } from './token-bucket.js';

/** Counts the requests of each route of a stage; a stage that is deployed anew begins anew. */
export class RouteThrottles {
  readonly #buckets = new WeakMap<ApiStage, Map<string, TokenBucket>>();

  constructor(private readonly clock: Pick<Clock, 'monotonicMs'>) {}

  /** Whether a route may take one more request now. */
  take(stage: ApiStage, routeKey: string): boolean {
    const { throttles } = stage;
    if (throttles === undefined) return true;
    const own = Object.hasOwn(throttles.routes, routeKey) ? throttles.routes[routeKey] : undefined;
    const throttle = own ?? throttles.each;
    if (throttle === undefined) return true;
    const now = this.clock.monotonicMs();
    const buckets = this.#buckets.get(stage) ?? new Map<string, TokenBucket>();
    this.#buckets.set(stage, buckets);
    const bucket = buckets.get(routeKey) ?? new TokenBucket(throttle.rateLimit, throttle.burstLimit, now);
    buckets.set(routeKey, bucket);
    return bucket.take(now);
  }
}
