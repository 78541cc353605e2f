import { describe, expect, it } from '@jest/globals';
import { conditionHolds } from '../../../../src/identity/policies/conditions.js';

const holds = (operator: string, wanted: unknown, actual?: string | readonly string[], others = {}): boolean =>
  conditionHolds(
    { [operator]: { 'aws:Key': wanted } },
    { ...others, ...(actual !== undefined && { 'aws:key': actual }) },
  );

describe('an operator of conditions (IAM user guide, "Condition operators")', () => {
  it.each([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringEqualsIgnoreCase', 'Ab', 'aB', true],
    ['StringNotEqualsIgnoreCase', 'Ab', 'aB', false],
    ['StringLike', 'a*c?e', 'abbcde', true],
    ['StringNotLike', 'a*', 'b', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', 10, '10', true],
    ['NumericGreaterThan', '10', '11', true],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['DateEquals', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z', true],
    ['DateNotEquals', '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', true],
    ['DateLessThan', '2026-11-01T00:00:00Z', '2026-10-31T23:59:59Z', true],
    ['DateLessThanEquals', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z', true],
    ['DateGreaterThan', '1793491200', '2026-11-02T00:00:00Z', true],
    ['DateGreaterThanEquals', '2026-11-01T00:00:00Z', '2026-10-31T00:00:00Z', false],
    ['Bool', true, 'true', true],
    ['Bool', 'false', 'true', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'AAAA', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '203.0.113.0/99', '203.0.113.9', false],
    ['NotIpAddress', ['203.0.113.0/24', '10.0.0.0/8'], '10.1.2.3', false],
    ['ArnLike', 'arn:aws:s3:::buck*', 'arn:aws:s3:::bucket', true],
    ['ArnEquals', 'arn:aws:sns:*:1:t', 'arn:aws:sns:us-east-1:1:t', true],
    ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:us-east-1:1:t', false],
    ['ArnLike', 'arn:aws:lambda:*:*:function:f*', 'arn:aws:lambda:r:1:function:f:live', true],
    ['ArnNotLike', 'arn:aws:s3:::buck*', 'arn:aws:s3:::other', true],
    ['ArnNotEquals', 'arn:aws:s3:::bucket', 'arn:aws:s3:::bucket', false],
    ['Unheard', 'a', 'a', false],
  ])('%s wants %p of %p: %p', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });

  it.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['NumericLessThanIfExists', true],
    ['IpAddress', false],
    ['NotIpAddress', true],
    ['UnheardIfExists', false],
  ])('%s of a key that is not there: %p', (operator, expected) => {
    expect(holds(operator, 'a')).toBe(expected);
  });

  it('Null asks whether a key is there', () => {
    expect([holds('Null', 'true'), holds('Null', 'false')]).toEqual([true, false]);
    expect([holds('Null', true, 'x'), holds('Null', false, 'x')]).toEqual([false, true]);
  });

  it.each([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAnyValue:StringLike', ['a*'], ['b', 'ab'], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
  ])('%s compares each of several values', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });

  it('is read with the variables of the request, whose stars are no wildcards', () => {
    const others = { 'aws:username': 'ann', 'aws:principaltag/team': '*' };

    expect(holds('StringLike', '${aws:username}/*', 'ann/x', others)).toBe(true);
    expect(holds('StringLike', '${aws:PrincipalTag/team}', 'anything', others)).toBe(false);
    expect(holds('StringEquals', "${aws:PrincipalTag/missing, 'none'}", 'none', others)).toBe(true);
    expect(holds('StringEquals', '${*}${?}${$}', '*?$', others)).toBe(true);
  });

  it('with a variable that has no value never holds, negated or not', () => {
    expect([holds('StringEquals', '${aws:missing}', ''), holds('StringNotEquals', '${aws:missing}', 'x')]).toEqual([
      false,
      false,
    ]);
  });
});

describe('a condition', () => {
  it('wants every operator and every key', () => {
    const condition = { StringEquals: { 'aws:A': '1', 'AWS:b': '2' }, Bool: { 'aws:c': 'true' } };

    expect(conditionHolds(condition, { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'true' })).toBe(true);
    expect(conditionHolds(condition, { 'aws:a': '1', 'aws:b': '3', 'aws:c': 'true' })).toBe(false);
    expect(conditionHolds(condition, { 'aws:a': '1', 'aws:b': '2' })).toBe(false);
  });

  it('that is none holds, and one that cannot be read does not', () => {
    expect([undefined, null, {}].map((none) => conditionHolds(none, {}))).toEqual([true, true, true]);
    expect(['x', { StringEquals: 'a' }].map((odd) => conditionHolds(odd, {}))).toEqual([false, false]);
  });
});
