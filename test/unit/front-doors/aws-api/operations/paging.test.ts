import { describe, expect, it } from '@jest/globals';
import { pageOf } from '../../../../../src/front-doors/aws-api/operations/paging.js';

const items = Array.from({ length: 120 }, (_, index) => `item-${String(index).padStart(3, '0')}`);
const page = (input: { MaxItems?: number; Marker?: string }) => pageOf(items, (item) => item, input);

describe('pages of a list', () => {
  it('hold 50 items at most and lead on to the end', () => {
    const first = page({ MaxItems: 10_000 });
    const second = page({ Marker: first.next ?? '' });
    const third = page({ Marker: second.next ?? '' });

    expect([first, second, third].map(({ items: shown }) => shown.length)).toEqual([50, 50, 20]);
    expect(third.next).toBeUndefined();
    expect([...first.items, ...second.items, ...third.items]).toEqual(items);
  });

  it('go on where they were when an item of the page before is gone', () => {
    const { next = '' } = page({ MaxItems: 2 });

    const rest = pageOf(items.slice(2), (item) => item, { Marker: next, MaxItems: 1 });

    expect(rest.items).toEqual(['item-002']);
  });

  it('cannot be continued with a marker that is none', () => {
    expect(() => page({ Marker: 'garbage' })).toThrow('Invalid pagination token');
  });
});
