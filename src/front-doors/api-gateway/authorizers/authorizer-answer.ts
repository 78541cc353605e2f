import type { InvocationOutcome } from '../../../model/index.js';
import { type Policy, readPolicy } from './policy.js';
import { isObject, parseResult, scalarText } from '../result-json.js';

/** What a Lambda authorizer answered; `context` is all text, or null. */
export interface AuthorizerAnswer {
  readonly policy: Policy;
  readonly principalId: string;
  readonly context: Readonly<Record<string, string | null>>;
  readonly usageIdentifierKey?: string;
}

/** Only the exact error message `Unauthorized` refuses with 401 (http contract §1.11). */
export function readAuthorizerAnswer(
  outcome: InvocationOutcome,
): AuthorizerAnswer | { readonly unauthorized: true } | { readonly malformed: string } {
  const value = parseResult(outcome.payload)?.value;
  if (outcome.outcome === 'function-error') {
    const isRefusal = isObject(value) && value['errorMessage'] === 'Unauthorized';
    return isRefusal ? { unauthorized: true } : { malformed: 'it failed' };
  }
  if (!isObject(value)) return { malformed: 'its result is not a JSON object' };
  const { principalId, context, usageIdentifierKey } = value;
  if (typeof principalId !== 'string') return { malformed: 'its result has no "principalId"' };
  const policy = readPolicy(value['policyDocument']);
  if (policy === undefined) return { malformed: 'its result has no valid "policyDocument"' };
  const shown = readContext(context);
  if (shown === undefined) return { malformed: 'its "context" holds something else than text, numbers and booleans' };
  return { policy, principalId, context: shown, ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }) };
}

function readContext(context: unknown): Record<string, string | null> | undefined {
  if (context === undefined || context === null) return {};
  if (!isObject(context)) return undefined;
  const shown: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(context)) {
    const text = value === null ? null : scalarText(value);
    if (text === undefined) return undefined;
    shown[name] = text;
  }
  return shown;
}
