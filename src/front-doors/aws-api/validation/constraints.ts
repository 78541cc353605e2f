import { type Shape, shapeNamed } from '../service-model.js';
import { enumOrder } from './printed-enums.js';
import { printedPattern } from './recorded-differences.js';

/** One constraint of a shape: its phrase in AWS's words, and whether a value holds it. */
export interface Constraint {
  readonly phrase: string;
  holds(value: unknown): boolean;
}

/** The constraints of a member's own value, in the order in which AWS lists violations: length, then pattern or enum. */
export function constraintsOf(shapeName: string, shape: Shape): readonly Constraint[] {
  return [...boundsOf(shape), ...patternOf(shapeName, shape), ...enumOf(shapeName, shape)];
}

/** The constraints of a list's elements, in the order in which AWS prints them: enum, length, pattern, and what an inner list's elements must hold. */
export function elementConstraintsOf(shapeName: string, shape: Shape): readonly Constraint[] {
  return [...enumOf(shapeName, shape), ...boundsOf(shape), ...patternOf(shapeName, shape), ...innerListOf(shape)];
}

function innerListOf({ type, member }: Shape): readonly Constraint[] {
  if (type !== 'list' || member === undefined) return [];
  const constraints = elementConstraintsOf(member, shapeNamed(member));
  const phrases = [...constraints.map(({ phrase }) => phrase), 'Member must not be null'];
  const holdsAll = (item: unknown): boolean =>
    item !== null && constraints.every((constraint) => constraint.holds(item));
  return [
    {
      phrase: `Member must satisfy constraint: [${phrases.join(', ')}]`,
      holds: (value) => (value as readonly unknown[]).every(holdsAll),
    },
  ];
}

function boundsOf(shape: Shape): readonly Constraint[] {
  const { noun, measure } = measureFor(shape);
  const { min, max } = shape;
  const constraints: Constraint[] = [];
  if (max !== undefined) {
    constraints.push({
      phrase: `Member must have ${noun} less than or equal to ${numberText(shape, max)}`,
      holds: (value) => measure(value) <= max,
    });
  }
  if (min !== undefined) {
    constraints.push({
      phrase: `Member must have ${noun} greater than or equal to ${numberText(shape, min)}`,
      holds: (value) => measure(value) >= min,
    });
  }
  return constraints;
}

function measureFor({ type }: Shape): { noun: string; measure: (value: unknown) => number } {
  switch (type) {
    case 'integer':
    case 'long':
    case 'double':
      return { noun: 'value', measure: (value) => value as number };
    case 'string':
    case 'list':
    case 'blob':
      return { noun: 'length', measure: (value) => (value as string | readonly unknown[] | Buffer).length };
    case 'map':
      return { noun: 'length', measure: (value) => Object.keys(value as object).length };
    case 'structure':
    case 'boolean':
    case 'timestamp':
      return { noun: 'value', measure: () => 0 };
  }
}

/** Doubles are printed as Java prints them. */
function numberText({ type }: Shape, value: number): string {
  return type === 'double' && Number.isInteger(value) ? `${value}.0` : String(value);
}

function patternOf(shapeName: string, { pattern }: Shape): readonly Constraint[] {
  if (pattern === undefined) return [];
  const expression = fullMatch(pattern);
  return [
    {
      phrase: `Member must satisfy regular expression pattern: ${printedPattern(shapeName, pattern)}`,
      holds: (value) => expression.test(value as string),
    },
  ];
}

/** Patterns of the model are Java full matches; some are no legal JavaScript with the `u` flag, which others need for `\p{…}`. */
function fullMatch(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return new RegExp(`^(?:${pattern})$`);
  }
}

function enumOf(shapeName: string, { enum: values }: Shape): readonly Constraint[] {
  if (values === undefined) return [];
  const printed = enumOrder(shapeName, values);
  const known = new Set<unknown>([...values, ...printed]);
  return [
    { phrase: `Member must satisfy enum value set: [${printed.join(', ')}]`, holds: (value) => known.has(value) },
  ];
}
