import type { WebSocketRequestAuthorizer } from '../../../model/index.js';
import { authorizerSource } from '../../api-gateway/api-source.js';
import { readAuthorizerAnswer } from '../../api-gateway/authorizers/authorizer-answer.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { evaluatePolicy } from '../../api-gateway/authorizers/policy.js';
import { callFunction } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { parameterSource } from '../mapping/parameters.js';
import type { ConnectCall } from '../route-call.js';
import type { Authorization } from './authorization.js';
import { authorizerEvent, connectArn } from './authorizer-event.js';

/** API Gateway gives an authorizer as long as an integration. */
const patienceMs = 29_000;

const unauthorized = { allowed: false, status: 401, message: 'Unauthorized' } as const;

/** Asks the function for each connection: WebSocket APIs keep no answers (http contract §3.2). */
export async function authorizeByFunction(
  needs: DoorNeeds,
  call: ConnectCall,
  authorizer: WebSocketRequestAuthorizer,
  signal: AbortSignal,
): Promise<Authorization> {
  const { functionReference, identitySources } = authorizer;
  if (identitySources.some((source) => (parameterSource(source, call) ?? '') === '')) return unauthorized;
  const askedAt = needs.clock.monotonicMs();
  const asked = await callFunction(needs, {
    functionReference,
    stageVariables: call.stage.variables,
    owner: call.api,
    source: authorizerSource(call.api, functionReference),
    payload: Buffer.from(JSON.stringify(authorizerEvent(call))),
    timeoutMs: patienceMs,
    traceId: call.ids.traceId,
    signal,
  });
  if ('failed' in asked) return failed(functionReference, asked.reason);
  const answer = readAuthorizerAnswer(asked.outcome);
  if ('unauthorized' in answer) return unauthorized;
  if ('malformed' in answer) return failed(functionReference, answer.malformed);
  const verdict = evaluatePolicy(answer.policy, connectArn(call), conditionValues(call.client));
  if (verdict !== 'allowed') return denied(verdict);
  const integrationLatency = Math.round(needs.clock.monotonicMs() - askedAt);
  const { principalId, context, usageIdentifierKey } = answer;
  return {
    allowed: true,
    caller: {
      authorizer: { ...context, principalId, integrationLatency },
      ...(usageIdentifierKey !== undefined && { usageIdentifierKey }),
    },
  };
}

function failed(functionReference: string, problem: string): Authorization {
  const reason = `its authorizer "${functionReference}": ${problem}`;
  return { allowed: false, status: 500, message: 'Internal server error', reason };
}

function denied(verdict: 'denied' | 'not-allowed'): Authorization {
  const words = 'User is not authorized to access this resource';
  return { allowed: false, status: 403, message: verdict === 'denied' ? `${words} with an explicit deny` : words };
}
