import type { RestApi } from '../../../model/index.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { FailedIntegration, Integrated } from '../integrations/integrated.js';
import { type CacheRules, cacheRulesOf } from './cache-rules.js';
import { asksForFresh, mayInvalidate } from './invalidation.js';
import { ResponseCache } from './response-cache.js';

type Integrate = (request: RestRequest) => Promise<Integrated>;

/**
 * Answers from the caches of stages what they hold, and keeps there what integrations answer, whatever its status; what the gateway itself
 * answers is not kept. An API that is read anew begins with an empty cache.
 */
export function createStageCache({
  clock,
  authorization,
}: DoorNeeds): (request: RestRequest, integrate: Integrate) => Promise<Integrated> {
  const caches = new WeakMap<RestApi, ResponseCache>();
  const cacheOf = (api: RestApi): ResponseCache => {
    const cache = caches.get(api) ?? new ResponseCache(clock);
    caches.set(api, cache);
    return cache;
  };
  return async (request, integrate) => {
    const rules = cacheRulesOf(request);
    if (rules === undefined) return integrate(request);
    const cache = cacheOf(request.api);
    const isAsked = asksForFresh(request.client);
    const isFresh = isAsked && (!rules.isProtected || authorization.disabled || mayInvalidate(request));
    if (isAsked && !isFresh && rules.unauthorized === 'FAIL_WITH_403') return notAuthorized;
    const kept = isFresh ? undefined : cache.get(rules.key, request.ids);
    const answered = kept ?? (await integrate(request));
    if (answered === 'sent' || 'refusal' in answered) return answered;
    if (kept === undefined) cache.keep(rules.key, answered, rules.ttlMs);
    return isAsked && !isFresh ? warned(answered, rules) : answered;
  };
}

const notAuthorized: FailedIntegration = { refusal: 'ACCESS_DENIED' };

type Answered = Exclude<Integrated, 'sent' | FailedIntegration>;

function warned(response: Answered, { unauthorized }: CacheRules): Answered {
  if (unauthorized !== 'SUCCEED_WITH_RESPONSE_HEADER') return response;
  const warning = '199 Cache-control headers were ignored because the caller was unauthorized.';
  return { ...response, headers: [...response.headers, ['Warning', warning]] };
}
