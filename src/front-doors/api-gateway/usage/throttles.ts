import type { Clock } from '../../../base/index.js';
import type { Throttle } from '../../../model/index.js';
import { TokenBucket } from './token-bucket.js';

/** Token buckets by the name of what they limit; a limit that changes begins with a full one. */
export class Throttles {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(private readonly clock: Clock) {}

  /** Whether one more request may pass. */
  lets(name: string, { rateLimit, burstLimit }: Throttle): boolean {
    const now = this.clock.monotonicMs();
    const id = JSON.stringify([name, rateLimit, burstLimit]);
    const bucket = this.#buckets.get(id) ?? new TokenBucket(rateLimit, burstLimit, now);
    this.#buckets.set(id, bucket);
    return bucket.take(now);
  }
}
