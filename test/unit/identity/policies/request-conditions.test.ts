import { describe, expect, it } from '@jest/globals';
import { conditionHolds } from '../../../../src/identity/policies/conditions.js';

const values = Object.fromEntries(
  Object.entries({
    'aws:SourceIp': '10.0.0.7',
    'aws:CurrentTime': '2026-11-29T00:00:00.000Z',
    'aws:EpochTime': '1795910400',
    'aws:UserAgent': 'curl/8',
  }).map(([name, value]) => [name.toLowerCase(), value]),
);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('a condition of a policy', () => {
  it.each([
    [{ DateLessThanEquals: { 'aws:CurrentTime': '2026-11-29T00:00:00Z' } }, true],
    [{ DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-30T00:00:00Z' } }, false],
    [{ DateLessThan: { 'aws:EpochTime': '2026-11-30T00:00:00Z' } }, true],
    [{ NumericGreaterThanEquals: { 'aws:EpochTime': '1795910400' } }, true],
    [{ NumericNotEquals: { 'aws:EpochTime': 1795910400 } }, false],
    [{ Null: { 'aws:Referer': 'true' } }, true],
    [{ Null: { 'aws:UserAgent': true } }, false],
    [{ 'ForAnyValue:StringLike': { 'aws:UserAgent': ['x*', 'curl/*'] } }, true],
    [{ 'ForAnyValue:StringLike': { 'aws:Referer': '*' } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:Referer': 'x' } }, true],
    [{ StringEqualsIfExists: { 'aws:Referer': 'x' } }, true],
    [{ StringNotEquals: { 'aws:Referer': 'x' } }, true],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/24' }, StringEquals: { 'aws:UserAgent': 'wget' } }, false],
  ])('%j holds: %s', (condition, holds) => {
    expect(conditionHolds(condition, values)).toBe(holds);
  });

  it('with an operator that is not known neither allows nor lets a denial lapse', () => {
    const unknown = { StringRhymes: { 'aws:UserAgent': 'x' } };

    expect([conditionHolds(unknown, values, true), conditionHolds(unknown, values, false)]).toEqual([false, true]);
  });
});
