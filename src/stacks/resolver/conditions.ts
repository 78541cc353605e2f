import type { ResolverContext } from './resolver.js';
import { textOf } from './scalars.js';
import { findUnresolved, Unresolved } from './unresolved.js';

/** `Fn::And`: false as soon as one is, unknown when none is false and one is unknown. */
export function and(argument: unknown, context: ResolverContext): unknown {
  const values = conditionList(argument, 'Fn::And', context);
  return !values.includes(false) && (findUnresolved(values) ?? true);
}

/** `Fn::Or`: true as soon as one is, unknown when none is true and one is unknown. */
export function or(argument: unknown, context: ResolverContext): unknown {
  const values = conditionList(argument, 'Fn::Or', context);
  return values.includes(true) || (findUnresolved(values) ?? false);
}

export function not(argument: unknown, context: ResolverContext): unknown {
  const [value] = conditionList(argument, 'Fn::Not', context);
  return value instanceof Unresolved ? value : value !== true;
}

/** Comparisons are on text and case-sensitive. */
export function equals(argument: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(argument) || argument.length !== 2) return context.fail('Fn::Equals takes two values');
  const [left, right] = argument.map((part) => context.resolve(part));
  return findUnresolved([left, right]) ?? comparable(left) === comparable(right);
}

function conditionList(argument: unknown, name: string, context: ResolverContext): unknown[] {
  const [least, most] = name === 'Fn::Not' ? [1, 1] : [2, 10];
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    return context.fail(name === 'Fn::Not' ? 'Fn::Not takes one condition' : `${name} takes 2 to 10 conditions`);
  }
  return argument.map((part) => truth(context.resolve(part)));
}

/** Conditions may also be given as the text `true`. */
function truth(value: unknown): unknown {
  return value instanceof Unresolved ? value : value === true || value === 'true';
}

function comparable(value: unknown): string | undefined {
  return textOf(value) ?? JSON.stringify(value);
}
