import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CollectedBytes } from '../../../src/base/index.js';

describe('collected bytes', () => {
  it('are what came, whatever length was announced', () => {
    const piece = fc.uint8Array({ maxLength: 60_000 }).map((bytes) => Buffer.from(bytes));
    const announced = fc.constantFrom(Number.NaN, 0, 100, 128 * 1024, 1024 * 1024);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), announced, (pieces, length) => {
        const collected = new CollectedBytes(length);
        for (const one of pieces) collected.add(one);

        expect(collected.bytes().equals(Buffer.concat(pieces))).toBe(true);
        expect(collected.length).toBe(pieces.reduce((sum, one) => sum + one.length, 0));
      }),
      { numRuns: 200 },
    );
  });

  it('of a large body come in more pieces than were announced all the same', () => {
    const collected = new CollectedBytes(128 * 1024);
    const pieces = [Buffer.alloc(100 * 1024, 'a'), Buffer.alloc(100 * 1024, 'b'), Buffer.from('c')];

    for (const one of pieces) collected.add(one);

    expect(collected.bytes().equals(Buffer.concat(pieces))).toBe(true);
  });
});
