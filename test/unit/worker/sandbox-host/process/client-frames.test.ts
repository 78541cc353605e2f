import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packageRoot } from '../../../../../src/base/index.js';
import { cut } from '../../../../support/channel-client.js';

interface ClientFrames {
  readonly frameOf: (head: string, text: string) => Buffer;
  readonly FrameReader: new (onFrame: (head: string, text: string) => void) => { take(chunk: Buffer): void };
}

const file = path.join(packageRoot(), 'src/worker/sandbox-host/process/clients/node/frames.mjs');

describe('the frames of the Node.js client', () => {
  it('are read as they were written, in whatever pieces they come', async () => {
    const { frameOf, FrameReader } = (await import(pathToFileURL(file).href)) as ClientFrames;
    const head = fc
      .array(fc.constantFrom('event', 'id', '', '{"a":"\\u00fc"}'), { maxLength: 4 })
      .map((all) => all.join('\n'));
    const frames = fc.array(fc.tuple(head, fc.string({ unit: 'grapheme', maxLength: 300 })), { maxLength: 6 });

    fc.assert(
      fc.property(frames, fc.array(fc.nat(), { maxLength: 12 }), (written, places) => {
        const read: [string, string][] = [];
        const reader = new FrameReader((...each) => read.push(each));

        const bytes = Buffer.concat(written.map(([headText, text]) => frameOf(headText, text)));
        for (const piece of cut(bytes, places)) {
          reader.take(piece);
          // The room of a piece is used again for the next.
          piece.fill(0);
        }

        expect(read).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });
});
