import type { PolicyStatement } from '../../registry/index.js';
import { conditionHolds, type ConditionValues } from '../api-gateway/authorizers/policy-conditions.js';

/** Who asks: an AWS service, somebody of an account, or nobody that is known. */
export type Principal =
  { readonly service: string } | { readonly account: string; readonly arn: string } | { readonly anonymous: true };

export interface PolicyQuestion {
  /** `lambda:InvokeFunction`. */
  readonly action: string;
  /** ARN of the function, with its qualifier when the question is about one. */
  readonly resource: string;
  readonly principal: Principal;
  readonly values: ConditionValues;
}

export type PolicyVerdict = 'allowed' | 'denied' | 'not-allowed';

/** What a resource-based policy says to a question: a Deny wins, and what no statement covers is not allowed. */
export function evaluateStatements(
  statements: readonly PolicyStatement[],
  { action, resource, principal, values }: PolicyQuestion,
): PolicyVerdict {
  const fitting = statements.filter(
    (statement) =>
      isLikeAny(statement.Action, action, 'i') &&
      isLikeAny(statement.Resource, resource, '') &&
      namesPrincipal(statement.Principal, principal) &&
      conditionHolds(statement.Condition, values),
  );
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return fitting.length > 0 ? 'allowed' : 'not-allowed';
}

function namesPrincipal(named: unknown, principal: Principal): boolean {
  if (named === '*') return true;
  if (typeof named !== 'object' || named === null) return false;
  if ('service' in principal) return listOf(Reflect.get(named, 'Service')).includes(principal.service);
  return listOf(Reflect.get(named, 'AWS')).some((one) => {
    if (one === '*') return true;
    if ('anonymous' in principal) return false;
    const { account, arn } = principal;
    return one === account || one === arn || /^arn:[^:]*:iam::(\d{12}):root$/.exec(String(one))?.[1] === account;
  });
}

/** Whether a text is like one of a statement's patterns: `*` spans any characters, `?` one. */
function isLikeAny(patterns: unknown, text: string, flags: 'i' | ''): boolean {
  return listOf(patterns).some((pattern) => {
    if (typeof pattern !== 'string') return false;
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, `s${flags}`).test(text);
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
