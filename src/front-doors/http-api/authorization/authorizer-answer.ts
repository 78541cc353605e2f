import type { InvocationOutcome } from '../../../model/index.js';
import { type Policy, readPolicy } from '../../api-gateway/authorizers/policy.js';
import { isObject, parseResult } from '../../api-gateway/result-json.js';

/** What a Lambda authorizer said: yes, no, or a policy that says which routes. */
export interface AuthorizerAnswer {
  readonly allows: boolean | Policy;
  readonly context: Readonly<Record<string, unknown>>;
  readonly principalId?: string;
}

/** Reads the outcome; only the exact error message `Unauthorized` refuses with 401 (http contract §2.5). */
export function readAuthorizerAnswer(
  outcome: InvocationOutcome,
  simple: boolean,
): AuthorizerAnswer | { readonly refusal: 'unauthorized' } | { readonly malformed: string } {
  const value = parseResult(outcome.payload)?.value;
  if (outcome.outcome === 'function-error') {
    const isRefusal = isObject(value) && value['errorMessage'] === 'Unauthorized';
    return isRefusal ? { refusal: 'unauthorized' } : { malformed: 'it failed' };
  }
  if (!isObject(value)) return { malformed: 'its result is not a JSON object' };
  const { context = {}, isAuthorized, principalId } = value;
  if (!isObject(context)) return { malformed: 'its "context" is not an object' };
  if (simple) {
    if (typeof isAuthorized !== 'boolean') return { malformed: 'its "isAuthorized" is not a boolean' };
    return { allows: isAuthorized, context };
  }
  const policy = readPolicy(value['policyDocument']);
  if (policy === undefined) return { malformed: 'its result has no valid "policyDocument"' };
  if (typeof principalId !== 'string') return { malformed: 'its result has no "principalId"' };
  return { allows: policy, context, principalId };
}
