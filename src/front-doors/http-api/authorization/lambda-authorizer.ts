import type { WaitSignal } from '../../../base/index.js';
import { type HttpLambdaAuthorizer, partitionOf } from '../../../model/index.js';
import { ExpiringCache } from '../../api-gateway/authorizers/expiring-cache.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { evaluatePolicy } from '../../api-gateway/authorizers/policy.js';
import { authorizerSource } from '../../api-gateway/api-source.js';
import { callFunction } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import { selectFromRequest } from '../mapping/selection.js';
import type { Authorization } from './authorization.js';
import { authorizerEvent } from './authorizer-event.js';
import { type AuthorizerAnswer, readAuthorizerAnswer } from './authorizer-answer.js';

/** An authorizer has ten seconds (http contract §2.8). */
const patienceMs = 10_000;

type AuthorizeByFunction = (
  request: HttpRequest,
  name: string,
  authorizer: HttpLambdaAuthorizer,
  signal: WaitSignal,
) => Promise<Authorization>;

/** Asks Lambda authorizers and keeps their answers: a policy is evaluated again for each route (http contract §2.5). */
export function createLambdaAuthorization(needs: DoorNeeds): AuthorizeByFunction {
  const cache = new ExpiringCache<AuthorizerAnswer>(needs.clock);
  return async (request, name, authorizer, signal) => {
    const identity = authorizer.identitySources.map((source) => selectFromRequest(source, request) ?? '');
    if (identity.includes('')) return { allowed: false, refusal: 'unauthorized' };
    const isCached = authorizer.ttlSeconds > 0 && identity.length > 0;
    const { api, stage } = request;
    const key = JSON.stringify([api.id, stage.name, name, authorizer.functionReference, ...identity]);
    const known = isCached ? cache.get(key) : undefined;
    const answer = known ?? (await ask(needs, request, authorizer, identity, signal));
    if ('refusal' in answer) return { allowed: false, ...answer };
    if (isCached && known === undefined) cache.set(key, answer, authorizer.ttlSeconds * 1000);
    return isAllowed(answer, request)
      ? { allowed: true, caller: { lambda: answer } }
      : { allowed: false, refusal: 'forbidden' };
  };
}

async function ask(
  needs: DoorNeeds,
  request: HttpRequest,
  authorizer: HttpLambdaAuthorizer,
  identity: readonly string[],
  signal: WaitSignal,
): Promise<AuthorizerAnswer | { readonly refusal: 'unauthorized' | 'function-error'; readonly reason?: string }> {
  const { api, stage, ids } = request;
  const event = authorizerEvent(request, authorizer, identity, routeArn(request));
  const call = await callFunction(needs, {
    functionReference: authorizer.functionReference,
    stageVariables: stage.variables,
    owner: api,
    source: authorizerSource(api, authorizer.functionReference),
    payload: Buffer.from(JSON.stringify(event)),
    timeoutMs: patienceMs,
    traceId: ids.traceId,
    signal,
  });
  const place = `its authorizer "${authorizer.functionReference}"`;
  if ('failed' in call) return { refusal: 'function-error', reason: `${place}: ${call.reason}` };
  const answer = readAuthorizerAnswer(call.outcome, authorizer.simpleResponses);
  return 'malformed' in answer ? { refusal: 'function-error', reason: `${place}: ${answer.malformed}` } : answer;
}

function isAllowed({ allows }: AuthorizerAnswer, request: HttpRequest): boolean {
  if (typeof allows === 'boolean') return allows;
  return evaluatePolicy(allows, routeArn(request), conditionValues(request.client)) === 'allowed';
}

/** What policies are asked about. */
export function routeArn({ api, stage, client, path }: HttpRequest): string {
  const owner = `arn:${partitionOf(api.region)}:execute-api:${api.region}:${api.account}`;
  return `${owner}:${api.id}/${stage.name}/${client.method}${path}`;
}
