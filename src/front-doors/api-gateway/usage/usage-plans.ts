import type { Clock } from '../../../base/index.js';
import type { ApiKey, UsagePlan } from '../../../model/index.js';
import { Throttles } from './throttles.js';
import { usagePeriod } from './usage-period.js';

/** The key that opens a request, or why none does. */
export type KeyUse = { readonly key: ApiKey } | { readonly refused: 'unknown-key' | 'throttled' | 'quota-exceeded' };

/** Counts the use of API keys: throttle, then quota (http contract §1.12). */
export class UsageCounts {
  readonly #throttles: Throttles;
  readonly #used = new Map<string, { readonly period: string; count: number }>();

  constructor(private readonly clock: Clock) {
    this.#throttles = new Throttles(clock);
  }

  /** Uses the enabled key with that value of a plan that has the stage; a limit of the plan for `method` (`/path/GET`) takes the place of its common one. */
  use(plans: readonly UsagePlan[], stageName: string, value: string | undefined, method = ''): KeyUse {
    const found = findKey(plans, stageName, value);
    if (found === undefined) return { refused: 'unknown-key' };
    const refused = this.#count(found, stageName, method);
    return refused === undefined ? { key: found.key } : { refused };
  }

  #count({ plan, key }: FoundKey, stageName: string, method: string): 'throttled' | 'quota-exceeded' | undefined {
    const id = `${plan.id}/${key.id}`;
    const { throttle, quota } = plan;
    const own = plan.methodThrottles?.[stageName]?.[method];
    if (own !== undefined && !this.#throttles.lets(`${id}/${stageName}${method}`, own)) return 'throttled';
    if (own === undefined && throttle !== undefined && !this.#throttles.lets(id, throttle)) return 'throttled';
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

interface FoundKey {
  readonly plan: UsagePlan;
  readonly key: ApiKey;
}

function findKey(plans: readonly UsagePlan[], stageName: string, value: string | undefined): FoundKey | undefined {
  for (const plan of plans) {
    const key = plan.keys.find((candidate) => candidate.enabled && candidate.value === value);
    if (key !== undefined && plan.stages.includes(stageName)) return { plan, key };
  }
  return undefined;
}
