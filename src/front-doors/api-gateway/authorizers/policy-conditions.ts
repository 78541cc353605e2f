import { BlockList, isIP } from 'node:net';
import { isObject } from '../result-json.js';

/** What conditions may ask about, by key in lower case: that of `aws:SourceIp`, `aws:UserAgent` … */
export type ConditionValues = Readonly<Record<string, string>>;

/**
 * Every operator and every key must hold. An operator that is not known does not hold where the statement allows, and does where it denies, so
 * that nothing is opened by mistake.
 */
export function conditionHolds(condition: unknown, values: ConditionValues, allows = true): boolean {
  if (condition === undefined || condition === null) return true;
  if (!isObject(condition)) return !allows;
  return Object.entries(condition).every(([operator, keys]) => {
    if (!isObject(keys)) return !allows;
    // Every key here has one value, for which any and all are the same.
    const [, set, name = '', ifExists] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/.exec(operator) ?? [];
    const compare = operators.get(name);
    return Object.entries(keys).every(([key, wanted]) => {
      const actual = values[key.toLowerCase()];
      const patterns = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
      if (name === 'Null') return patterns.includes(String(actual === undefined));
      if (compare === undefined) return !allows;
      if (actual === undefined) return ifExists !== undefined || set === 'ForAllValues:' || name.includes('Not');
      return compare(actual, patterns);
    });
  });
}

type Comparison = (actual: string, wanted: readonly string[]) => boolean;

const not =
  (compare: Comparison): Comparison =>
  (actual, wanted) =>
    !compare(actual, wanted);
const equals: Comparison = (actual, wanted) => wanted.includes(actual);
const equalsIgnoringCase: Comparison = (actual, wanted) =>
  wanted.some((text) => text.toLowerCase() === actual.toLowerCase());
const isLike: Comparison = (actual, wanted) =>
  wanted.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, 's').test(actual);
  });
const inAddresses: Comparison = (actual, wanted) => wanted.some((range) => isInRange(actual, range));
const compared =
  (holds: (actual: number, wanted: number) => boolean, read: (text: string) => number): Comparison =>
  (actual, wanted) =>
    wanted.some((text) => holds(read(actual), read(text)));

/** The operators of one kind of values that have an order. */
function comparisons(kind: string, read: (text: string) => number): [string, Comparison][] {
  const same = compared((a, b) => a === b, read);
  return [
    [`${kind}Equals`, same],
    [`${kind}NotEquals`, not(same)],
    [`${kind}LessThan`, compared((a, b) => a < b, read)],
    [`${kind}LessThanEquals`, compared((a, b) => a <= b, read)],
    [`${kind}GreaterThan`, compared((a, b) => a > b, read)],
    [`${kind}GreaterThanEquals`, compared((a, b) => a >= b, read)],
  ];
}

/** Of a date in ISO 8601, or in seconds. */
function timeIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

const operators: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', equals],
  ['StringNotEquals', not(equals)],
  ['StringEqualsIgnoreCase', equalsIgnoringCase],
  ['StringNotEqualsIgnoreCase', not(equalsIgnoringCase)],
  ['StringLike', isLike],
  ['StringNotLike', not(isLike)],
  ['ArnLike', isLike],
  ['ArnEquals', isLike],
  ['ArnNotLike', not(isLike)],
  ['ArnNotEquals', not(isLike)],
  ['IpAddress', inAddresses],
  ['NotIpAddress', not(inAddresses)],
  ['Bool', equalsIgnoringCase],
  ...comparisons('Numeric', Number),
  ...comparisons('Date', timeIn),
]);

function isInRange(address: string, range: string): boolean {
  const [base = '', bits] = range.split('/');
  const family = (text: string): 'ipv4' | 'ipv6' => (isIP(text) === 6 ? 'ipv6' : 'ipv4');
  if (isIP(address) === 0 || isIP(base) === 0) return false;
  const list = new BlockList();
  if (bits === undefined) list.addAddress(base, family(base));
  else list.addSubnet(base, Number(bits), family(base));
  return list.check(address, family(address));
}
