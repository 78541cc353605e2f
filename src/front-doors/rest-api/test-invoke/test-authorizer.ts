import type { WaitSignal } from '../../../base/index.js';
import type { CognitoAuthorizer, RestApi } from '../../../model/index.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { isObject, parseResult } from '../../api-gateway/result-json.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { createKeySets } from '../../api-gateway/tokens/key-sets.js';
import { askAuthorizer, identityOf, type LambdaAuthorizer } from '../authorization/ask-authorizer.js';
import { authorizeByCognito } from '../authorization/cognito.js';
import { builtInResponses } from '../built-in-responses.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { authorizerLog } from './authorizer-log.js';
import { observed, type TestedCall } from './observed-calls.js';
import type { TestInput } from './test-input.js';
import { testRequest } from './test-request.js';

/** The answer of TestInvokeAuthorizer, keys as AWS names them; `clientStatus` is 0 when the authorizer lets the caller in. */
export interface TestAuthorizerAnswer {
  readonly clientStatus: number;
  readonly log: string;
  readonly latency: number;
  readonly principalId?: string;
  /** JSON text of the policy document. */
  readonly policy?: string;
  /** What a Lambda authorizer says of the caller besides. */
  readonly authorization?: Readonly<Record<string, readonly string[]>>;
  /** Of a user pool's token. */
  readonly claims?: unknown;
}

export interface TestedAuthorizer {
  readonly api: RestApi;
  readonly name: string;
  readonly authorizer: LambdaAuthorizer | CognitoAuthorizer;
}

type Verdict = Omit<TestAuthorizerAnswer, 'clientStatus' | 'log' | 'latency'> | FailedIntegration;

/** Asks an authorizer for a made-up request, without its cache, and tells what it said; the policy is shown, not evaluated. */
export function createAuthorizerTester(
  needs: DoorNeeds,
): (tested: TestedAuthorizer, input: TestInput, signal: WaitSignal) => Promise<TestAuthorizerAnswer> {
  const keySets = createKeySets(needs.clock);
  return async ({ api, name, authorizer }, input, signal) => {
    const startedMs = needs.clock.monotonicMs();
    const request = requestOf(api, name, input, needs.clock.now());
    let call: TestedCall | undefined;
    const watched = observed(needs, request, (seen) => (call = seen));
    const verdict: Verdict =
      authorizer.type === 'COGNITO_USER_POOLS'
        ? await byUserPool(request, authorizer, { keySets, scopes: [], needs: needs.authorization })
        : await byFunction(watched, request, authorizer, signal, () => call);
    const refused = 'refusal' in verdict ? verdict : undefined;
    const clientStatus = refused === undefined ? 0 : builtInResponses[refused.refusal].status;
    return {
      clientStatus,
      log: authorizerLog({
        request,
        name,
        authorizer,
        endedAtMs: needs.clock.now(),
        ...(call !== undefined && { call }),
        ...(refused === undefined ? { principalId: principalIn(verdict) } : { refused }),
      }),
      latency: Math.round(needs.clock.monotonicMs() - startedMs),
      ...(refused === undefined && (verdict as Omit<TestAuthorizerAnswer, 'clientStatus' | 'log' | 'latency'>)),
    };
  };
}

function principalIn(verdict: Verdict): string {
  return 'principalId' in verdict ? (verdict.principalId ?? '') : '';
}

async function byUserPool(...asked: Parameters<typeof authorizeByCognito>): Promise<Verdict> {
  const authorized = await authorizeByCognito(...asked);
  return authorized.allowed ? { claims: authorized.caller.authorizer?.['claims'] } : authorized;
}

async function byFunction(
  needs: DoorNeeds,
  request: RestRequest,
  authorizer: LambdaAuthorizer,
  signal: WaitSignal,
  calledBy: () => TestedCall | undefined,
): Promise<Verdict> {
  const identity = identityOf(authorizer, request);
  if (!Array.isArray(identity)) return identity;
  const answer = await askAuthorizer(needs, request, authorizer, identity, signal);
  if ('refusal' in answer) return answer;
  const payload = calledBy()?.outcome.payload;
  const result = payload === undefined ? undefined : parseResult(payload)?.value;
  const context = Object.entries(answer.context).flatMap(([key, value]) =>
    value === null ? [] : [[key, [value]] as const],
  );
  return {
    principalId: answer.principalId,
    policy: JSON.stringify(isObject(result) ? result['policyDocument'] : {}),
    authorization: Object.fromEntries(context),
  };
}

/** AWS tests an authorizer at the root of a stage that only tests have. */
function requestOf(api: RestApi, name: string, input: TestInput, nowMs: number): RestRequest {
  const path = input.path ?? '/';
  return {
    ...testRequest({ api, method: 'GET', path, accessKey: '', stage: 'ESTestInvoke-stage' }, input, nowMs),
    route: {
      method: 'GET',
      path,
      authorization: { type: 'AUTHORIZER', name, scopes: [] },
      apiKeyRequired: false,
      requestParameters: {},
      requestModels: {},
      validates: { body: false, parameters: false },
      integration: { type: 'UNSUPPORTED', reason: 'the test of an authorizer reaches no method' },
    },
    pathParameters: [],
  };
}
