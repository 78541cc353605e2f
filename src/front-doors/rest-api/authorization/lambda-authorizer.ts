import type { WaitSignal } from '../../../base/index.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { ExpiringCache } from '../../api-gateway/authorizers/expiring-cache.js';
import { evaluatePolicy } from '../../api-gateway/authorizers/policy.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { invalidateCache } from '../stage-cache/invalidation.js';
import type { Authorization } from './authorization.js';
import type { AuthorizerAnswer } from '../../api-gateway/authorizers/authorizer-answer.js';
import { askAuthorizer, identityOf, type LambdaAuthorizer } from './ask-authorizer.js';
import { methodArn } from './method-arn.js';

/** In bytes (http contract §1.11). */
const longestArn = 1600;

/** `alsoAllowed`: something else lets the caller in where the authorizer's policy says nothing of the method. */
export type AuthorizeByFunction = (
  request: RestRequest,
  name: string,
  authorizer: LambdaAuthorizer,
  exchange: { readonly signal: WaitSignal; readonly alsoAllowed: boolean },
) => Promise<Authorization>;

/** Asks Lambda authorizers and keeps their policies, which are evaluated again for each method (http contract §1.11). */
export function createLambdaAuthorization(needs: DoorNeeds): AuthorizeByFunction {
  const cache = new ExpiringCache<AuthorizerAnswer>(needs.clock);
  return async (request, name, authorizer, { signal, alsoAllowed }) => {
    if (Buffer.byteLength(methodArn(request)) > longestArn) return { allowed: false, refusal: 'URI_TOO_LONG' };
    const identity = identityOf(authorizer, request);
    if (!Array.isArray(identity)) return { allowed: false, ...identity };
    const { api, stage } = request;
    const key = JSON.stringify([api.id, stage.name, name, authorizer.functionReference, ...identity]);
    const isCached = authorizer.ttlSeconds > 0 && identity.length > 0;
    const known = isCached ? cache.get(key) : undefined;
    const askedAt = needs.clock.monotonicMs();
    const answer = known ?? (await askAuthorizer(needs, request, authorizer, identity, signal));
    if ('refusal' in answer) return { allowed: false, ...answer };
    if (isCached && known === undefined) cache.set(key, answer, authorizer.ttlSeconds * 1000);
    const values = conditionValues(request.client);
    const verdict = evaluatePolicy(answer.policy, methodArn(request), values);
    if (verdict === 'denied' || (verdict === 'not-allowed' && !alsoAllowed)) return denied(verdict);
    const integrationLatency = Math.round(needs.clock.monotonicMs() - askedAt);
    const { principalId, context, usageIdentifierKey } = answer;
    const ofCache = evaluatePolicy(answer.policy, methodArn(request), values, invalidateCache);
    return {
      allowed: true,
      caller: {
        authorizer: { ...context, principalId, integrationLatency },
        ...(usageIdentifierKey !== undefined && { usageIdentifierKey }),
        ...(ofCache === 'allowed' && { mayInvalidateCache: true }),
      },
    };
  };
}

function denied(verdict: 'denied' | 'not-allowed'): Authorization {
  const words = 'User is not authorized to access this resource';
  const message = verdict === 'denied' ? `${words} with an explicit deny` : words;
  return { allowed: false, refusal: 'ACCESS_DENIED', message };
}
