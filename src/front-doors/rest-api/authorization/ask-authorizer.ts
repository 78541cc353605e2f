import { messageOf, type WaitSignal } from '../../../base/index.js';
import type { RequestAuthorizer, TokenAuthorizer } from '../../../model/index.js';
import { authorizerSource } from '../../api-gateway/api-source.js';
import { type AuthorizerAnswer, readAuthorizerAnswer } from '../../api-gateway/authorizers/authorizer-answer.js';
import { callFunction } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { stageVariables } from '../context.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { javaPattern } from '../java-pattern.js';
import { requestSource } from '../mapping/parameters.js';
import { requestAuthorizerEvent, tokenAuthorizerEvent } from './authorizer-event.js';
import { methodArn } from './method-arn.js';

/** API Gateway gives an authorizer as long as an integration. */
const patienceMs = 29_000;

const unauthorized = { refusal: 'UNAUTHORIZED' } as const;

export type LambdaAuthorizer = TokenAuthorizer | RequestAuthorizer;

/** The values that identify a caller, or what refuses it without a call. */
export function identityOf(authorizer: LambdaAuthorizer, request: RestRequest): string[] | FailedIntegration {
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

/** The function's answer, or what refuses the caller for want of one. */
export async function askAuthorizer(
  needs: DoorNeeds,
  request: RestRequest,
  authorizer: LambdaAuthorizer,
  identity: readonly string[],
  signal: WaitSignal,
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
