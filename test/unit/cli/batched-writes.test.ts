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

it('goes on joining while more keeps coming, and is quick again after a quiet moment', () => {
  const { clock, out, writes } = setUp();

  for (let n = 0; n < 20; n += 1) {
    writes.write(`${n} `);
    clock.advance(1);
  }
  clock.advance(100);
  writes.write('after');

  expect(out).toEqual(['0 ', '1 2 3 4 5 6 7 8 9 ', '10 11 12 13 14 15 16 17 18 19 ', 'after']);
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
