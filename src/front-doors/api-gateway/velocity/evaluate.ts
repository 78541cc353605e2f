import type { ExactNumber } from '../../../base/index.js';
import { double } from '../exact-json.js';
import { callMethod, isDouble } from './java-methods.js';
import { areEqual, isNumber, isTrue, JavaList, JavaMap, memberOf, printed, setMember } from './java-values.js';
import { stringText } from './mark-escapes.js';
import type { Expression, Reference, Step } from './syntax.js';

/** The variables of a template; a scope within sees those around it. */
export type Variables = Map<string, unknown>;

/** Renders the text of a string in double quotes, which is a template itself. */
export type Interpolate = (text: string) => string;

export function evaluate(expression: Expression, variables: Variables, interpolate: Interpolate): unknown {
  const value = (inner: Expression): unknown => evaluate(inner, variables, interpolate);
  switch (expression.type) {
    case 'references':
      return lookUp(expression, variables, interpolate);
    case 'string':
      return expression.isEval === true ? interpolate(stringText(expression.value)) : stringText(expression.value);
    case 'integer':
      return Number(expression.value);
    case 'decimal':
      return double(Number(expression.value));
    case 'bool':
      return expression.value === 'null' ? null : expression.value === 'true';
    case 'map':
      return new JavaMap(Object.entries(expression.value ?? {}).map(([key, inner]) => [stringText(key), value(inner)]));
    case 'array':
      return expression.isRange === true
        ? range(expression.value.map((end) => Number(typeof end === 'object' ? value(end) : end)))
        : JavaList.from(expression.value.map((inner) => (typeof inner === 'object' ? value(inner) : inner)));
    case 'math':
      return calculate(expression.operator, expression.expression, value);
  }
}

/** The value of a reference; undefined where any step leads to nothing. */
export function lookUp({ id, path = [] }: Reference, variables: Variables, interpolate: Interpolate): unknown {
  return path.reduce<unknown>((target, step) => take(target, step, variables, interpolate), variables.get(id));
}

/** `#set` of a variable, or of a member of what a reference leads to. */
export function assign(
  { id, path = [] }: Reference,
  value: unknown,
  variables: Variables,
  interpolate: Interpolate,
): void {
  const last = path.at(-1);
  if (last === undefined) {
    variables.set(id, value);
    return;
  }
  const target = path
    .slice(0, -1)
    .reduce<unknown>((place, step) => take(place, step, variables, interpolate), variables.get(id));
  if (last.type === 'property') setMember(target, last.id, value);
  if (last.type === 'index') setMember(target, evaluate(last.id, variables, interpolate), value);
}

function take(target: unknown, step: Step, variables: Variables, interpolate: Interpolate): unknown {
  switch (step.type) {
    case 'property':
      return (
        memberOf(target, step.id) ?? callMethod(target, `get${step.id.charAt(0).toUpperCase()}${step.id.slice(1)}`, [])
      );
    case 'index':
      return memberOf(target, evaluate(step.id, variables, interpolate));
    case 'method': {
      const args = (step.args === false ? [] : step.args).map((arg) => evaluate(arg, variables, interpolate));
      return callMethod(target, step.id, args);
    }
  }
}

function calculate(operator: string, parts: readonly Expression[], value: (part: Expression) => unknown): unknown {
  const [first, second] = parts;
  if (first === undefined) return undefined;
  const left = value(first);
  if (operator === 'parenthesis') return left;
  if (operator === 'not') return !isTrue(left);
  if (operator === 'minus') return isNumber(left) && isDouble(left) ? double(-Number(left)) : -Number(left);
  if (second === undefined) return left;
  if (operator === '&&') return isTrue(left) && isTrue(value(second));
  if (operator === '||') return isTrue(left) || isTrue(value(second));
  const right = value(second);
  if (operator === '==') return areEqual(left, right);
  if (operator === '!=') return !areEqual(left, right);
  if (isNumber(left) && isNumber(right)) return arithmetic(operator, left, right);
  return operator === '+'
    ? `${printed(left) ?? 'null'}${printed(right) ?? 'null'}`
    : compareTexts(operator, left, right);
}

/** Whole numbers stay whole and doubles stay doubles, as Java's do; what cannot be divided is nothing. */
function arithmetic(operator: string, a: number | ExactNumber, b: number | ExactNumber): unknown {
  const areWhole = !isDouble(a) && !isDouble(b);
  const result = calculated(operator, Number(a), Number(b), areWhole);
  return typeof result === 'number' && !areWhole ? double(result) : result;
}

function calculated(operator: string, left: number, right: number, areWhole: boolean): number | boolean | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) return undefined;
      return areWhole ? Math.trunc(left / right) : left / right;
    case '%':
      return right === 0 ? undefined : left % right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      return undefined;
  }
}

/** Only numbers have an order in Velocity; a text that is a number counts as one here, as in what `params()` gives. */
function compareTexts(operator: string, left: unknown, right: unknown): unknown {
  const [a, b] = [numberIn(left), numberIn(right)];
  return a === undefined || b === undefined ? false : arithmetic(operator, a, b);
}

function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

/** `[1..3]`, also downwards. */
function range([from = 0, to = 0]: readonly number[]): unknown[] {
  const step = from <= to ? 1 : -1;
  const length = Math.min(Math.abs(to - from), 1000) + 1;
  return JavaList.from(Array.from({ length }, (_, index) => from + index * step));
}
