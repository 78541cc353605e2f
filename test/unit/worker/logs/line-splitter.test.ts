import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from '../../../../src/worker/logs/line-splitter.js';

describe('line splitting', () => {
  it('gives the same lines however the bytes are cut into chunks', () => {
    const text = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replace(/[\r\n]/g, '')));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 50 })), (lines, cuts) => {
        const splitter = new LineSplitter();
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));

        const split = chunks(bytes, cuts).flatMap((chunk) => splitter.push(chunk));

        expect(split).toEqual(lines);
        expect(splitter.flush()).toBeUndefined();
      }),
    );
  });

  it('keeps the carriage returns inside a record and drops one at its end', () => {
    expect(new LineSplitter().push(Buffer.from('another\rline\nwindows\r\n'))).toEqual(['another\rline', 'windows']);
  });

  it('holds a line back until it is complete, and gives it up when flushed', () => {
    const splitter = new LineSplitter();

    expect(splitter.push(Buffer.from('begun'))).toEqual([]);
    expect(splitter.flush()).toBe('begun');
    expect(splitter.flush()).toBeUndefined();
  });

  it('cuts a line at 256 KB between two characters', () => {
    const lines = new LineSplitter().push(Buffer.from(`${'€'.repeat(100_000)}\n`));

    expect(lines).toHaveLength(2);
    expect(lines.join('')).toBe('€'.repeat(100_000));
  });
});

function chunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let rest = bytes;
  for (const cut of cuts) {
    pieces.push(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  return [...pieces, rest];
}
