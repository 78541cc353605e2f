import type { Clock } from '../../../base/index.js';
import type { ApiKey, UsagePlan } from '../../../model/index.js';
import { headerOf } from '../../api-gateway/client-request.js';
import type { Caller, RestRequest } from '../../api-gateway/routed-request.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { TokenBucket } from './token-bucket.js';
import { usagePeriod } from './usage-period.js';

/** Checks the API key of methods that need one, and counts its use: throttle, then quota (http contract §1.12). */
export class ApiKeys {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #used = new Map<string, { readonly period: string; count: number }>();

  constructor(private readonly clock: Clock) {}

  /** The caller with its key, or what refuses it. */
  check(request: RestRequest, caller: Caller): Caller | FailedIntegration {
    const { api, route, client } = request;
    if (!route.apiKeyRequired) return caller;
    const value = api.apiKeySource === 'AUTHORIZER' ? caller.usageIdentifierKey : headerOf(client.headers, 'x-api-key');
    const found = findKey(request, value);
    if (found === undefined) {
      const hasKeys = api.usagePlans.some(({ keys }) => keys.length > 0);
      const reason =
        'it needs an API key, and no usage plan of this template has one for its stage. Pass --disable-authorizer to open every route.';
      return { refusal: 'INVALID_API_KEY', ...(!hasKeys && { reason }) };
    }
    const refused = this.#count(found.plan, found.key);
    return refused === undefined
      ? { ...caller, apiKey: { id: found.key.id, value: found.key.value } }
      : { refusal: refused };
  }

  #count(plan: UsagePlan, key: ApiKey): 'THROTTLED' | 'QUOTA_EXCEEDED' | undefined {
    const id = `${plan.id}/${key.id}`;
    const { throttle, quota } = plan;
    if (throttle !== undefined) {
      const now = this.clock.monotonicMs();
      const bucket = this.#buckets.get(id) ?? new TokenBucket(throttle.rateLimit, throttle.burstLimit, now);
      this.#buckets.set(id, bucket);
      if (!bucket.take(now)) return 'THROTTLED';
    }
    if (quota === undefined) return undefined;
    const period = usagePeriod(quota, this.clock.now());
    const known = this.#used.get(id);
    const used = known?.period === period ? known : { period, count: 0 };
    this.#used.set(id, used);
    if (used.count >= quota.limit) return 'QUOTA_EXCEEDED';
    used.count += 1;
    return undefined;
  }
}

/** An enabled key of a plan that has the request's stage. */
function findKey(
  { api, stage }: RestRequest,
  value: string | undefined,
): { readonly plan: UsagePlan; readonly key: ApiKey } | undefined {
  for (const plan of api.usagePlans) {
    const key = plan.keys.find((candidate) => candidate.enabled && candidate.value === value);
    if (key !== undefined && plan.stages.includes(stage.name)) return { plan, key };
  }
  return undefined;
}
