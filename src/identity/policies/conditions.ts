import { conditionOperators } from './condition-operators.js';
import { type ContextValues, valuesOf } from './context-values.js';
import { type Pattern, readPattern } from './patterns.js';

/**
 * Every operator and every key must hold. An operator that is not known does not hold where the statement allows, and does where it denies, so
 * that nothing is opened by mistake.
 */
export function conditionHolds(condition: unknown, values: ContextValues, allows = true): boolean {
  return unmetKeys(condition, values, allows).length === 0;
}

/** The keys of a condition that do not hold; of one that cannot be read, its operators. */
export function unmetKeys(condition: unknown, values: ContextValues, allows = true): readonly string[] {
  if (condition === undefined || condition === null) return [];
  const unreadable = (what: string): readonly string[] => (allows ? [what] : []);
  if (typeof condition !== 'object') return unreadable('Condition');
  return Object.entries(condition).flatMap(([operator, keys]: [string, unknown]) => {
    if (typeof keys !== 'object' || keys === null || !isKnown(operator)) return unreadable(operator);
    return Object.entries(keys).flatMap(([key, wanted]: [string, unknown]) =>
      holds(operator, valuesOf(key, values), textsOf(wanted), values) ? [] : [key],
    );
  });
}

function isKnown(written: string): boolean {
  const { name } = partsOf(written);
  return name === 'Null' || conditionOperators.has(name);
}

function partsOf(written: string): { readonly quantifier?: string; readonly name: string; readonly ifExists: boolean } {
  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  return { ...(quantifier !== undefined && { quantifier }), name, ifExists: ifExists !== undefined };
}

function holds(
  written: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
  values: ContextValues,
): boolean {
  const { quantifier, name, ifExists } = partsOf(written);
  const isThere = actual !== undefined && actual.length > 0;
  if (name === 'Null') return wanted.some((text) => text.toLowerCase() === String(!isThere));
  const operator = conditionOperators.get(name);
  if (operator === undefined) return false;
  const patterns = wanted.map((text) => readPattern(text, values));
  if (!patterns.every(isPattern)) return false;
  if (!isThere) return ifExists || holdsWithoutValue(quantifier, operator.negated);
  const compares = (value: string): boolean =>
    patterns.some((pattern) => operator.compare(value, pattern)) !== operator.negated;
  if (quantifier === 'ForAllValues') return actual.every(compares);
  if (quantifier === 'ForAnyValue') return actual.some(compares);
  return operator.negated ? actual.every(compares) : actual.some(compares);
}

/** "All of none" holds and "any of none" does not; without a quantifier only what is negated does. */
function holdsWithoutValue(quantifier: string | undefined, negated: boolean): boolean {
  return quantifier === undefined ? negated : quantifier === 'ForAllValues';
}

function isPattern(pattern: Pattern | undefined): pattern is Pattern {
  return pattern !== undefined;
}

function textsOf(wanted: unknown): readonly string[] {
  return (Array.isArray(wanted) ? wanted : [wanted]).map(String);
}
