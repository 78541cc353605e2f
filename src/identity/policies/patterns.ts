import { type ContextValues, valuesOf } from './context-values.js';

/** One character of a pattern; `wild` ones are `*` and `?`. */
interface Token {
  readonly char: string;
  readonly wild: boolean;
}

/** A text of a policy with its variables filled in. */
export type Pattern = readonly Token[];

/**
 * Reads a text of a policy: `*` and `?` are wild, `${aws:username}` and `${aws:PrincipalTag/team, 'none'}` become the literal value of the
 * request, `${*}`, `${?}` and `${$}` the character (IAM user guide, "Policy variables"). Undefined when a variable has no value and no
 * default: then nothing matches.
 */
export function readPattern(text: string, values: ContextValues): Pattern | undefined {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const variable = /^\$\{([^}]*)\}/.exec(rest);
    if (variable === null) {
      const [char = ''] = rest;
      tokens.push({ char, wild: char === '*' || char === '?' });
      rest = rest.slice(char.length);
      continue;
    }
    const [whole, name = ''] = variable;
    const value = valueOfVariable(name, values);
    if (value === undefined) return undefined;
    for (const char of value) tokens.push({ char, wild: false });
    rest = rest.slice(whole.length);
  }
  return tokens;
}

function valueOfVariable(name: string, values: ContextValues): string | undefined {
  if (name === '*' || name === '?' || name === '$') return name;
  const [, key = '', fallback] = /^\s*([^,]*?)\s*(?:,\s*'(.*)'\s*)?$/.exec(name) ?? [];
  const found = valuesOf(key, values);
  return found?.length === 1 ? found[0] : fallback;
}

/** The text, with nothing wild in it. */
export function literalOf(pattern: Pattern): string {
  return pattern.map(({ char }) => char).join('');
}

/** Whether `*` may stand for a text, everywhere or only up to the next colon. */
type Reach = (position: number) => 'anything' | 'segment';

const everywhere: Reach = () => 'anything';

/** `*` spans any characters, `?` one. */
export function isLike(pattern: Pattern, text: string, reach: Reach = everywhere): boolean {
  const step = (positions: ReadonlySet<number>): ReadonlySet<number> => {
    const all = new Set(positions);
    // A `*` may stand for nothing; whoever comes later in the set is looked at too.
    for (const position of all) if (isStar(pattern[position])) all.add(position + 1);
    return all;
  };
  let positions = step(new Set([0]));
  for (const char of text) {
    const next = new Set<number>();
    for (const position of positions) {
      const token = pattern[position];
      if (token === undefined) continue;
      if (isStar(token)) {
        if (char !== ':' || reach(position) === 'anything') next.add(position);
      } else if (token.wild || token.char === char) next.add(position + 1);
    }
    if (next.size === 0) return false;
    positions = step(next);
  }
  return positions.has(pattern.length);
}

/** Action names are the same in any casing. */
export function isActionLike(pattern: Pattern, action: string): boolean {
  const lower = pattern.map(({ char, wild }) => ({ char: char.toLowerCase(), wild }));
  return isLike(lower, action.toLowerCase());
}

/**
 * An ARN against a statement's Resource: `*` stays within its segment unless it ends one, and what is missing of six segments is wild
 * (IAM user guide, "IAM JSON policy elements: Resource").
 */
export function isResourceLike(pattern: Pattern, resource: string): boolean {
  const whole = completed(pattern);
  return isLike(whole, resource, (position) => {
    const after = whole[position + 1];
    return after === undefined || (after.char === ':' && !after.wild) ? 'anything' : 'segment';
  });
}

/** An ARN against the value of an ARN condition: each of the six segments on its own (user guide, "Amazon Resource Name (ARN) condition operators"). */
export function isArnLike(pattern: Pattern, arn: string): boolean {
  if (literalOf(pattern) === '*') return true;
  const patterns = segmentsOf(completed(pattern));
  const [a, b, c, d, e, ...rest] = arn.split(':');
  if (rest.length === 0) return false;
  const texts = [a, b, c, d, e, rest.join(':')];
  return patterns.length === 6 && patterns.every((each, index) => isLike(each, texts[index] ?? ''));
}

function isStar(token: Token | undefined): boolean {
  return token?.wild === true && token.char === '*';
}

const star: Token = { char: '*', wild: true };
const colon: Token = { char: ':', wild: false };

function completed(pattern: Pattern): Pattern {
  if (!literalOf(pattern.slice(0, 4)).startsWith('arn:')) return pattern;
  const missing = 6 - segmentsOf(pattern).length;
  return [...pattern, ...Array.from({ length: Math.max(0, missing) }, () => [colon, star]).flat()];
}

/** Cut at the first five colons. */
function segmentsOf(pattern: Pattern): readonly Pattern[] {
  const segments: Token[][] = [[]];
  for (const token of pattern) {
    if (token.char === ':' && segments.length < 6) segments.push([]);
    else segments.at(-1)?.push(token);
  }
  return segments;
}
