import { messageOf } from '../../../base/index.js';
import type { RequestAuthorizer, TokenAuthorizer } from '../../../model/index.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { ExpiringCache } from '../../api-gateway/authorizers/expiring-cache.js';
import { evaluatePolicy } from '../../api-gateway/authorizers/policy.js';
import { authorizerSource } from '../../api-gateway/api-source.js';
import { callFunction } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { stageVariables } from '../context.js';
import { invalidateCache } from '../stage-cache/invalidation.js';
import { javaPattern } from '../java-pattern.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { requestSource } from '../mapping/parameters.js';
import type { Authorization } from './authorization.js';
import { type AuthorizerAnswer, readAuthorizerAnswer } from '../../api-gateway/authorizers/authorizer-answer.js';
import { methodArn } from './method-arn.js';
import { requestAuthorizerEvent, tokenAuthorizerEvent } from './authorizer-event.js';

/** API Gateway gives an authorizer as long as an integration. */
const patienceMs = 29_000;

/** In bytes (http contract §1.11). */
const longestArn = 1600;

const unauthorized = { refusal: 'UNAUTHORIZED' } as const;

type LambdaAuthorizer = TokenAuthorizer | RequestAuthorizer;

/** `alsoAllowed`: something else lets the caller in where the authorizer's policy says nothing of the method. */
export type AuthorizeByFunction = (
  request: RestRequest,
  name: string,
  authorizer: LambdaAuthorizer,
  exchange: { readonly signal: AbortSignal; readonly alsoAllowed: boolean },
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
    const answer = known ?? (await ask(needs, request, authorizer, identity, signal));
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

/** The values that identify a caller, or what refuses it without a call. */
function identityOf(authorizer: LambdaAuthorizer, request: RestRequest): string[] | FailedIntegration {
  if (authorizer.type === 'TOKEN') {
    const token = requestSource(authorizer.identitySource, request) ?? '';
    const pattern = authorizer.validationExpression;
    try {
      const fits = pattern === undefined || javaPattern(pattern).test(token);
      return token !== '' && fits ? [token] : unauthorized;
    } catch (error) {
      return { refusal: 'AUTHORIZER_CONFIGURATION_ERROR', reason: `its validation expression: ${messageOf(error)}` };
    }
  }
  const values = authorizer.identitySources.map((source) => requestSource(source, request) ?? '');
  return values.includes('') && authorizer.ttlSeconds > 0 ? unauthorized : values;
}

async function ask(
  needs: DoorNeeds,
  request: RestRequest,
  authorizer: LambdaAuthorizer,
  identity: readonly string[],
  signal: AbortSignal,
): Promise<AuthorizerAnswer | FailedIntegration> {
  const arn = methodArn(request);
  const event =
    authorizer.type === 'TOKEN' ? tokenAuthorizerEvent(arn, identity[0] ?? '') : requestAuthorizerEvent(request, arn);
  const call = await callFunction(needs, {
    functionReference: authorizer.functionReference,
    stageVariables: stageVariables(request),
    owner: request.api,
    source: authorizerSource(request.api, authorizer.functionReference),
    payload: Buffer.from(JSON.stringify(event)),
    timeoutMs: patienceMs,
    traceId: request.ids.traceId,
    signal,
  });
  const failed = (problem: string, refusal: FailedIntegration['refusal']): FailedIntegration => {
    return { refusal, reason: `its authorizer "${authorizer.functionReference}": ${problem}` };
  };
  if ('failed' in call) return failed(call.reason, 'AUTHORIZER_FAILURE');
  const answer = readAuthorizerAnswer(call.outcome);
  if ('unauthorized' in answer) return { refusal: 'UNAUTHORIZED' };
  return 'malformed' in answer ? failed(answer.malformed, 'AUTHORIZER_CONFIGURATION_ERROR') : answer;
}

function denied(verdict: 'denied' | 'not-allowed'): Authorization {
  const words = 'User is not authorized to access this resource';
  const message = verdict === 'denied' ? `${words} with an explicit deny` : words;
  return { allowed: false, refusal: 'ACCESS_DENIED', message };
}
