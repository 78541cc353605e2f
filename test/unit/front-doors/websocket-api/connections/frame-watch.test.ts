import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameWatch } from '../../../../../src/front-doors/websocket-api/connections/frame-watch.js';

/** A masked frame as clients send it (RFC 6455 §5.2). */
function frame(length: number): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const payload = Buffer.alloc(length, 0xff);
  if (length < 126) return Buffer.concat([Buffer.from([0x81, 0x80 | length]), mask, payload]);
  if (length < 65_536) {
    const head = Buffer.from([0x81, 0xfe, 0, 0]);
    head.writeUInt16BE(length, 2);
    return Buffer.concat([head, mask, payload]);
  }
  const head = Buffer.alloc(10);
  head.writeUInt16BE(0x81ff, 0);
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, payload]);
}

describe('the watch over frames', () => {
  it.each([0, 125, 126, 32_767, 32_768])('takes a frame of %d bytes', (length) => {
    expect(new FrameWatch(32_768).exceeds(frame(length))).toBe(false);
  });

  it.each([32_769, 65_535, 65_536, 200_000])('finds a frame of %d bytes by its head', (length) => {
    expect(new FrameWatch(32_768).exceeds(frame(length).subarray(0, 14))).toBe(true);
  });

  it('finds it however the stream is cut, and only then', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 });
    const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(lengths, cuts, (frames, sizes) => {
        const stream = Buffer.concat(frames.map(frame));
        const watch = new FrameWatch(30);
        let found = false;
        for (let offset = 0, turn = 0; offset < stream.length && !found; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          found = watch.exceeds(stream.subarray(offset, offset + size));
          offset += size;
        }

        expect(found).toBe(frames.some((length) => length > 30));
      }),
    );
  });
});
