import { BlockList, isIP } from 'node:net';
import { isArnLike, isLike, literalOf, type Pattern } from './patterns.js';

/** Whether one value of a request is what one value of a condition wants. */
export type Comparison = (actual: string, wanted: Pattern) => boolean;

/** An operator of conditions; `negated` ones hold when none of the wanted values compares. */
export interface ConditionOperator {
  readonly compare: Comparison;
  readonly negated: boolean;
}

const literally =
  (compare: (actual: string, wanted: string) => boolean): Comparison =>
  (actual, wanted) =>
    compare(actual, literalOf(wanted));

const equals = literally((actual, wanted) => actual === wanted);
const equalsIgnoringCase = literally((actual, wanted) => actual.toLowerCase() === wanted.toLowerCase());
const stringLike: Comparison = (actual, wanted) => isLike(wanted, actual);
const arnLike: Comparison = (actual, wanted) => isArnLike(wanted, actual);
const sameTruth = literally(
  (actual, wanted) => /^(?:true|false)$/i.test(actual) && actual.toLowerCase() === wanted.toLowerCase(),
);
const sameBytes = literally((actual, wanted) => Buffer.from(actual, 'base64').equals(Buffer.from(wanted, 'base64')));
const inAddresses = literally(isInRange);

const ordered = (
  read: (text: string) => number,
): Readonly<Record<'Equals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals', Comparison>> => {
  const by = (holds: (a: number, b: number) => boolean): Comparison =>
    literally((actual, wanted) => {
      const [a, b] = [read(actual), read(wanted)];
      return !Number.isNaN(a) && !Number.isNaN(b) && holds(a, b);
    });
  return {
    Equals: by((a, b) => a === b),
    LessThan: by((a, b) => a < b),
    LessThanEquals: by((a, b) => a <= b),
    GreaterThan: by((a, b) => a > b),
    GreaterThanEquals: by((a, b) => a >= b),
  };
};
const numeric = ordered(numberIn);
const dates = ordered(instantIn);

/** Every operator but `Null`, which asks about keys and not about values (IAM user guide, "IAM JSON policy elements: Condition operators"). */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', equals),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalsIgnoringCase),
  ...pair('StringLike', 'StringNotLike', stringLike),
  ...pair('ArnEquals', 'ArnNotEquals', arnLike),
  ...pair('ArnLike', 'ArnNotLike', arnLike),
  ...pair('IpAddress', 'NotIpAddress', inAddresses),
  ...pair('NumericEquals', 'NumericNotEquals', numeric.Equals),
  ...pair('DateEquals', 'DateNotEquals', dates.Equals),
  ...(['LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'] as const).flatMap((name) => [
    positive(`Numeric${name}`, numeric[name]),
    positive(`Date${name}`, dates[name]),
  ]),
  positive('Bool', sameTruth),
  positive('BinaryEquals', sameBytes),
]);

function positive(name: string, compare: Comparison): [string, ConditionOperator] {
  return [name, { compare, negated: false }];
}

function pair(name: string, negatedName: string, compare: Comparison): [string, ConditionOperator][] {
  return [positive(name, compare), [negatedName, { compare, negated: true }]];
}

function numberIn(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

/** ISO 8601, or seconds since 1970. */
function instantIn(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) && !/^\d{4}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function isInRange(address: string, range: string): boolean {
  const [base = '', bits] = range.split('/');
  const family = (text: string): 'ipv4' | 'ipv6' => (isIP(text) === 6 ? 'ipv6' : 'ipv4');
  if (isIP(address) === 0 || isIP(base) === 0) return false;
  const width = bits === undefined ? undefined : Number(bits);
  if (width !== undefined && !(Number.isInteger(width) && width >= 0 && width <= (isIP(base) === 6 ? 128 : 32))) {
    return false;
  }
  const list = new BlockList();
  if (width === undefined) list.addAddress(base, family(base));
  else list.addSubnet(base, width, family(base));
  return list.check(address, family(address));
}
