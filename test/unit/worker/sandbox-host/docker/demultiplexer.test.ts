import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { Demultiplexer } from '../../../../../src/worker/sandbox-host/docker/containers/demultiplexer.js';
import { pumpOutput } from '../../../../../src/worker/sandbox-host/docker/containers/runtime-output.js';

interface Frame {
  readonly stream: 'stdout' | 'stderr';
  readonly payload: Buffer;
}

function encode({ stream, payload }: Frame): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream === 'stdout' ? 1 : 2;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

function textOf(frames: readonly Frame[], stream: string): string {
  return Buffer.concat(frames.filter((frame) => frame.stream === stream).map(({ payload }) => payload)).toString('hex');
}

const frame = fc.record({
  stream: fc.constantFrom('stdout' as const, 'stderr' as const),
  payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
});

describe('the demultiplexer', () => {
  it('gives each stream its bytes in order, wherever the chunks break', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 30 })), (frames, cuts) => {
        const bytes = Buffer.concat(frames.map(encode));
        const demultiplexer = new Demultiplexer();
        const pieces: Frame[] = [];

        let offset = 0;
        for (const cut of [...cuts, bytes.length]) {
          const chunk = bytes.subarray(offset, offset + cut);
          offset += chunk.length;
          for (const { stream, chunk: payload } of demultiplexer.pieces(chunk)) pieces.push({ stream, payload });
        }

        expect(textOf(pieces, 'stdout')).toBe(textOf(frames, 'stdout'));
        expect(textOf(pieces, 'stderr')).toBe(textOf(frames, 'stderr'));
      }),
    );
  });

  it('keeps the order of pieces of different streams', () => {
    const frames: Frame[] = [
      { stream: 'stdout', payload: Buffer.from('a') },
      { stream: 'stderr', payload: Buffer.from('b') },
      { stream: 'stdout', payload: Buffer.from('c') },
    ];

    const pieces = [...new Demultiplexer().pieces(Buffer.concat(frames.map(encode)))];

    expect(pieces.map(({ stream, chunk }) => `${stream}:${chunk.toString()}`)).toEqual([
      'stdout:a',
      'stderr:b',
      'stdout:c',
    ]);
  });
});

describe('pumping the output', () => {
  it('takes nothing more while a piece is being held', async () => {
    let release: () => void = () => undefined;
    const taken: string[] = [];
    const frames = ['one', 'two'].map((text) => encode({ stream: 'stdout', payload: Buffer.from(text) }));

    const pumped = pumpOutput(Readable.from(frames), ({ chunk }) => {
      taken.push(chunk.toString());
      return taken.length === 1 ? new Promise((resolve) => (release = resolve)) : undefined;
    });
    await new Promise((resolve) => setImmediate(resolve));
    const whileHeld = [...taken];
    release();
    await pumped;

    expect(whileHeld).toEqual(['one']);
    expect(taken).toEqual(['one', 'two']);
  });

  it('ends when the connection breaks', async () => {
    const broken = new Readable({ read: () => undefined });
    const pumped = pumpOutput(broken, () => undefined);
    broken.destroy(new Error('socket hang up'));

    await expect(pumped).resolves.toBeUndefined();
  });
});
