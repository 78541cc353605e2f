import { conditionHolds } from './conditions.js';
import type { ContextValues } from './context-values.js';
import { isActionLike, isResourceLike, type Pattern, readPattern } from './patterns.js';
import { listOf, type NamedAs, namedAs, type Principal } from './principals.js';

/** A statement in IAM's form, as far as it is evaluated; what has another form than IAM's fits nothing. */
export interface Statement {
  readonly Sid?: string | undefined;
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

export interface PolicyQuestion {
  /** `lambda:InvokeFunction`. */
  readonly action: string;
  /** ARN of what is acted on; `*` for what no single resource has. */
  readonly resource: string;
  /** Left out for policies of identities, which name none. */
  readonly principal?: Principal;
  readonly values: ContextValues;
}

export type PolicyVerdict = 'allowed' | 'denied' | 'not-allowed';

/** What one policy says to a question: a Deny wins, and what no statement covers is not allowed. */
export function evaluateStatements(statements: readonly Statement[], question: PolicyQuestion): PolicyVerdict {
  const fitting = statements.filter((statement) => fits(statement, question));
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return fitting.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'not-allowed';
}

/** By what statements that allow it name the principal. */
export function grantsOf(statements: readonly Statement[], question: PolicyQuestion): ReadonlySet<NamedAs> {
  const { principal } = question;
  if (principal === undefined) return new Set();
  const allowing = statements.filter((statement) => statement.Effect === 'Allow' && fits(statement, question));
  return new Set(allowing.flatMap((statement) => namedIn(statement, principal) ?? []));
}

/** Whether a statement is about the question in all but its conditions. */
export function isAbout(statement: Statement, { action, resource, principal, values }: PolicyQuestion): boolean {
  const isAction = (pattern: Pattern): boolean => isActionLike(pattern, action);
  const isResource = (pattern: Pattern): boolean => isResourceLike(pattern, resource);
  // A trust policy has no resource: it is that of its role.
  const hasResource = statement.Resource !== undefined || statement.NotResource !== undefined;
  return (
    covers(statement.Action, statement.NotAction, isAction, values) &&
    (!hasResource || covers(statement.Resource, statement.NotResource, isResource, values)) &&
    (principal === undefined || namedIn(statement, principal) !== undefined)
  );
}

function fits(statement: Statement, question: PolicyQuestion): boolean {
  return (
    isAbout(statement, question) && conditionHolds(statement.Condition, question.values, statement.Effect !== 'Deny')
  );
}

function namedIn({ Principal: named, NotPrincipal: excepted }: Statement, principal: Principal): NamedAs | undefined {
  if (excepted === undefined) return namedAs(named, principal);
  return namedAs(excepted, principal) === undefined ? 'everyone' : undefined;
}

function covers(
  element: unknown,
  negated: unknown,
  isLike: (pattern: Pattern) => boolean,
  values: ContextValues,
): boolean {
  const listed = element ?? negated;
  if (listed === undefined || listed === null) return false;
  const patterns = listOf(listed).map((text) => (typeof text === 'string' ? readPattern(text, values) : undefined));
  const isListed = patterns.some((pattern) => pattern !== undefined && isLike(pattern));
  if (element !== undefined) return isListed;
  // An exception that cannot be told is none that was meant.
  return !isListed && patterns.every((pattern) => pattern !== undefined);
}
