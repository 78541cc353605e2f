import type { Clock } from '../../../base/index.js';
import type { ApiKey, UsagePlan } from '../../../model/index.js';
import { TokenBucket } from './token-bucket.js';
import { usagePeriod } from './usage-period.js';

/** The key that opens a request, or why none does. */
export type KeyUse = { readonly key: ApiKey } | { readonly refused: 'unknown-key' | 'throttled' | 'quota-exceeded' };

/** Counts the use of API keys: throttle, then quota (http contract §1.12). */
export class UsageCounts {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #used = new Map<string, { readonly period: string; count: number }>();

  constructor(private readonly clock: Clock) {}

  /** Uses the enabled key with that value of a plan that has the stage. */
  use(plans: readonly UsagePlan[], stageName: string, value: string | undefined): KeyUse {
    const found = findKey(plans, stageName, value);
    if (found === undefined) return { refused: 'unknown-key' };
    const refused = this.#count(found.plan, found.key);
    return refused === undefined ? { key: found.key } : { refused };
  }

  #count(plan: UsagePlan, key: ApiKey): 'throttled' | 'quota-exceeded' | undefined {
    const id = `${plan.id}/${key.id}`;
    const { throttle, quota } = plan;
    if (throttle !== undefined) {
      const now = this.clock.monotonicMs();
      const bucket = this.#buckets.get(id) ?? new TokenBucket(throttle.rateLimit, throttle.burstLimit, now);
      this.#buckets.set(id, bucket);
      if (!bucket.take(now)) return 'throttled';
    }
    if (quota === undefined) return undefined;
    const period = usagePeriod(quota, this.clock.now());
    const known = this.#used.get(id);
    const used = known?.period === period ? known : { period, count: 0 };
    this.#used.set(id, used);
    if (used.count >= quota.limit) return 'quota-exceeded';
    used.count += 1;
    return undefined;
  }
}

function findKey(
  plans: readonly UsagePlan[],
  stageName: string,
  value: string | undefined,
): { readonly plan: UsagePlan; readonly key: ApiKey } | undefined {
  for (const plan of plans) {
    const key = plan.keys.find((candidate) => candidate.enabled && candidate.value === value);
    if (key !== undefined && plan.stages.includes(stageName)) return { plan, key };
  }
  return undefined;
}
