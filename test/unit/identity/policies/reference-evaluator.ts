import type {
  PolicyQuestion,
  PolicyVerdict,
  Statement,
} from '../../../../src/identity/policies/evaluate-statements.js';

/** Statements of lists of texts, so that the reference need not know short forms. */
export interface PlainStatement extends Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What IAM's user guide says, spelled out as slowly and plainly as it reads: expressions, nested loops, one rule after the other. */
export function referenceVerdict(statements: readonly PlainStatement[], question: PolicyQuestion): PolicyVerdict {
  let allowed = false;
  for (const statement of statements) {
    if (!appliesTo(statement, question)) continue;
    if (statement.Effect === 'Deny') return 'denied';
    allowed = true;
  }
  return allowed ? 'allowed' : 'not-allowed';
}

function appliesTo(statement: PlainStatement, { action, resource, values }: PolicyQuestion): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  if (Action !== undefined && !Action.some((pattern) => globbed(pattern, 'i').test(action))) return false;
  if (NotAction !== undefined && NotAction.some((pattern) => globbed(pattern, 'i').test(action))) return false;
  if (Resource !== undefined && !Resource.some((pattern) => resourceExpression(pattern).test(resource))) return false;
  if (NotResource !== undefined && NotResource.some((pattern) => resourceExpression(pattern).test(resource))) {
    return false;
  }
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, wanted] of Object.entries(keys)) {
      const found = values[key.toLowerCase()];
      const actual = found === undefined ? [] : typeof found === 'string' ? [found] : found;
      if (!conditionIsMet(operator, actual, wanted)) return false;
    }
  }
  return true;
}

/** `*` inside a segment never leaves it; one that ends a segment may. */
function resourceExpression(pattern: string): RegExp {
  const colons = pattern.split(':').length - 1;
  const whole = pattern.startsWith('arn:') && colons < 5 ? pattern + ':*'.repeat(5 - colons) : pattern;
  const segments = whole.split(':').map((segment) => {
    const body = segment.endsWith('*') ? segment.slice(0, -1) : segment;
    return escaped(body).replaceAll('*', '[^:]*').replaceAll('?', '[^]') + (segment.endsWith('*') ? '[^]*' : '');
  });
  return new RegExp(`^${segments.join(':')}$`);
}

function globbed(pattern: string, flags: '' | 'i'): RegExp {
  return new RegExp(`^${escaped(pattern).replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, flags);
}

function escaped(text: string): string {
  return text.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
}

function conditionIsMet(operator: string, actual: readonly string[], wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(actual.length === 0 ? 'true' : 'false');
  const ifExists = operator.endsWith('IfExists');
  if (ifExists && actual.length === 0) return true;
  const bare = ifExists ? operator.slice(0, -'IfExists'.length) : operator;
  if (bare.startsWith('ForAllValues:')) {
    for (const value of actual) if (!oneIsMet(bare.slice('ForAllValues:'.length), value, wanted)) return false;
    return true;
  }
  if (bare.startsWith('ForAnyValue:')) {
    for (const value of actual) if (oneIsMet(bare.slice('ForAnyValue:'.length), value, wanted)) return true;
    return false;
  }
  const [value] = actual;
  if (value === undefined) return bare.includes('Not');
  return oneIsMet(bare, value, wanted);
}

function oneIsMet(operator: string, value: string, wanted: readonly string[]): boolean {
  switch (operator) {
    case 'StringEquals':
      return wanted.some((text) => text === value);
    case 'StringNotEquals':
      return wanted.every((text) => text !== value);
    case 'StringEqualsIgnoreCase':
      return wanted.some((text) => text.toLowerCase() === value.toLowerCase());
    case 'StringLike':
      return wanted.some((text) => globbed(text, '').test(value));
    case 'StringNotLike':
      return wanted.every((text) => !globbed(text, '').test(value));
    case 'NumericEquals':
      return wanted.some((text) => Number(text) === Number(value));
    case 'NumericNotEquals':
      return wanted.every((text) => Number(text) !== Number(value));
    case 'NumericLessThanEquals':
      return wanted.some((text) => Number(value) <= Number(text));
    case 'NumericGreaterThan':
      return wanted.some((text) => Number(value) > Number(text));
    case 'Bool':
      return (value === 'true' || value === 'false') && wanted.some((text) => text === value);
    default:
      throw new Error(`The reference does not know "${operator}".`);
  }
}
