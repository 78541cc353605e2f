import { isObject } from '../result-json.js';
import { conditionHolds, type ConditionValues } from './policy-conditions.js';

/** A policy of a Lambda authorizer, read. */
export interface Policy {
  readonly statements: readonly Statement[];
}

interface Statement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

export type Verdict = 'allowed' | 'denied' | 'not-allowed';

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
  values: ConditionValues,
  asked = 'execute-api:Invoke',
): Verdict {
  const fitting = statements.filter(
    ({ allows, actions, resources, condition }) =>
      actions.some((action) => wildcard(action, true).test(asked)) &&
      resources.some((pattern) => wildcard(pattern, false).test(resource)) &&
      conditionHolds(condition, values, allows),
  );
  if (fitting.some(({ allows }) => !allows)) return 'denied';
  return fitting.length > 0 ? 'allowed' : 'not-allowed';
}

function readStatement(raw: unknown): Statement | undefined {
  if (!isObject(raw)) return undefined;
  const effect = typeof raw['Effect'] === 'string' ? raw['Effect'].toLowerCase() : undefined;
  const actions = textsOf(raw['Action']);
  const resources = textsOf(raw['Resource']);
  if ((effect !== 'allow' && effect !== 'deny') || actions === undefined || resources === undefined) return undefined;
  return { allows: effect === 'allow', actions, resources, condition: raw['Condition'] };
}

function textsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((text) => typeof text === 'string') ? list : undefined;
}

/** `*` spans any characters, `/` included; `?` one. */
function wildcard(pattern: string, ignoresCase: boolean): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoresCase ? 'is' : 's');
}
