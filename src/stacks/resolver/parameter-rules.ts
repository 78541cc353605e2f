import { textOf } from './scalars.js';

/** Why AWS would refuse a parameter's value (CloudFormation's "Parameters": allowed values, pattern, length, range), if it would. */
export function parameterProblem(
  rules: Readonly<Record<string, unknown>>,
  type: string,
  values: readonly string[],
): string | undefined {
  const { AllowedValues: allowed, AllowedPattern: pattern, ConstraintDescription: description } = rules;
  const told = typeof description === 'string' ? ` (${description})` : '';
  if (Array.isArray(allowed)) {
    const choices = allowed.map((choice) => textOf(choice) ?? JSON.stringify(choice));
    if (!values.every((value) => choices.includes(value))) return `allowed are ${choices.join(', ')}${told}`;
  }
  if (typeof pattern === 'string' && !values.every((value) => matches(pattern, value))) {
    return `it must match ${pattern}${told}`;
  }
  const isNumber = type === 'Number' || type === 'List<Number>';
  if (isNumber && values.some((value) => value.trim() === '' || Number.isNaN(Number(value))))
    return 'it must be a number';
  const [least, most] = isNumber ? ['MinValue', 'MaxValue'] : ['MinLength', 'MaxLength'];
  const sizes = values.map((value) => (isNumber ? Number(value) : value.length));
  const limits = [rules[least], rules[most]].map((limit) => (limit === undefined ? undefined : Number(limit)));
  const outside = sizes.some((size) => size < (limits[0] ?? -Infinity) || size > (limits[1] ?? Infinity));
  const range = `from ${limits[0] ?? 'any'} to ${limits[1] ?? 'any'}`;
  return outside ? `${isNumber ? 'it must be' : 'it must have a length'} ${range}${told}` : undefined;
}

/** CloudFormation matches the whole value; a pattern that is none of JavaScript's is not checked. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return true;
  }
}
