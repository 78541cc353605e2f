import { expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import { BatchedWrites } from '../../../src/cli/batched-writes.js';

function setUp(): { readonly clock: ManualClock; readonly out: string[]; readonly writes: BatchedWrites } {
  const clock = new ManualClock();
  const out: string[] = [];
  return { clock, out, writes: new BatchedWrites(clock, (text) => out.push(text)) };
}

it('hands the first text on at once, and joins what follows closely', () => {
  const { clock, out, writes } = setUp();

  for (const text of ['a\n', 'b\n', 'c\n']) writes.write(text);
  expect(out).toEqual(['a\n']);
  clock.advance(10);

  expect(out).toEqual(['a\n', 'b\nc\n']);
});

it('goes on joining while more keeps coming, ever more of it, and is quick again after a quiet moment', () => {
  const { clock, out, writes } = setUp();

  for (let n = 0; n < 300; n += 1) {
    writes.write(`${n} `);
    clock.advance(1);
  }
  clock.advance(100);
  writes.write('after');

  expect(out.map((text) => text.split(' ').length - 1)).toEqual([1, 9, 20, 40, 80, 80, 70, 0]);
  expect(out.slice(0, -1).join('')).toBe(Array.from({ length: 300 }, (_unused, n) => `${n} `).join(''));
  expect(out.at(-1)).toBe('after');
});

it('hands on what waits when asked to, once', () => {
  const { clock, out, writes } = setUp();
  writes.write('a');
  writes.write('b');
  expect(writes.waitingLength).toBe(1);

  writes.flush();
  clock.advance(100);

  expect(out).toEqual(['a', 'b']);
  expect(writes.waitingLength).toBe(0);
});
