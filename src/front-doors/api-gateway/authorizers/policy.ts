import { type ContextValues, evaluateStatements, type PolicyVerdict, type Statement } from '../../../identity/index.js';
import { isObject } from '../result-json.js';

/** A policy of an API or of a Lambda authorizer, read. */
export interface Policy {
  readonly statements: readonly Statement[];
}

export type Verdict = PolicyVerdict;

/** The policy document, or undefined when it is none. */
export function readPolicy(document: unknown): Policy | undefined {
  if (!isObject(document)) return undefined;
  const { Statement: raw } = document;
  const statements = (Array.isArray(raw) ? raw : [raw]).map(readStatement);
  return statements.every((statement) => statement !== undefined) ? { statements } : undefined;
}

/** A Deny wins; what no statement covers is not allowed (http contract §1.11). */
export function evaluatePolicy(
  { statements }: Policy,
  resource: string,
  values: ContextValues,
  action = 'execute-api:Invoke',
): Verdict {
  return evaluateStatements(statements, { action, resource, values });
}

/** Authorizers may write the effect in any casing; who is named was looked at before. */
function readStatement(raw: unknown): Statement | undefined {
  if (!isObject(raw)) return undefined;
  const { Action, NotAction, Resource, NotResource, Condition } = raw;
  const effect = typeof raw['Effect'] === 'string' ? raw['Effect'].toLowerCase() : undefined;
  const isWhole = areTexts(Action ?? NotAction) && areTexts(Resource ?? NotResource);
  if ((effect !== 'allow' && effect !== 'deny') || !isWhole) return undefined;
  return { Effect: effect === 'allow' ? 'Allow' : 'Deny', Action, NotAction, Resource, NotResource, Condition };
}

function areTexts(value: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((text) => typeof text === 'string');
}
