import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addedViews, Distribution } from '../../../src/metrics/distribution.js';

const values = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 50 });

describe('a distribution', () => {
  it('of nothing is all zeros', () => {
    expect(new Distribution([1]).view()).toEqual({ count: 0, sum: 0, minimum: 0, maximum: 0 });
  });

  it('has the count, the sum and the extremes of its values, and how many are at most each bound', () => {
    fc.assert(
      fc.property(values, (added) => {
        const distribution = new Distribution([10, 100, 500]);
        for (const value of added) distribution.add(value);

        const { sum, ...view } = distribution.view();
        expect(view).toEqual({ count: added.length, minimum: Math.min(...added), maximum: Math.max(...added) });
        expect(sum).toBeCloseTo(added.reduce((total, value) => total + value, 0));
        expect(distribution.cumulated()).toEqual(
          [10, 100, 500].map((bound) => ({ bound, count: added.filter((value) => value <= bound).length })),
        );
      }),
    );
  });

  it('added to another is that of all values', () => {
    fc.assert(
      fc.property(values, values, (some, others) => {
        const [one, other, all] = [new Distribution([]), new Distribution([]), new Distribution([])];
        for (const value of some) one.add(value);
        for (const value of others) other.add(value);
        for (const value of [...some, ...others]) all.add(value);

        const { sum, ...added } = addedViews(one.view(), other.view());
        const { sum: wanted, ...view } = all.view();
        expect(added).toEqual(view);
        expect(sum).toBeCloseTo(wanted);
      }),
    );
  });
});
