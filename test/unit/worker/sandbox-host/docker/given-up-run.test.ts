import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { setImmediate as aTurn } from 'node:timers/promises';
import Docker from 'dockerode';
import { ManualClock } from '../../../../../src/base/index.js';
import { RuntimeRun } from '../../../../../src/worker/sandbox-host/docker/containers/runtime-run.js';

/** As Docker sends it: which stream, how long, what. */
function frame(bytes: number): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes, 4);
  return Buffer.concat([head, Buffer.alloc(bytes, 'x')]);
}

describe('a run that is given up', () => {
  it('is heard for what was on its way, and not without end', async () => {
    const output = new PassThrough();
    let heard = 0;
    const run = new RuntimeRun({
      container: new Docker().getContainer('none'),
      launch: { attach: () => Promise.resolve(output), run: () => Promise.resolve() },
      onOutput: (_stream, chunk) => {
        heard += chunk.length;
        return undefined;
      },
      clock: new ManualClock(0),
      underInit: false,
      memory: { killsSinceUnharmed: () => 0 },
    });
    const write = async (frames: number): Promise<void> => {
      for (let count = 0; count < frames; count += 1) output.write(frame(1024));
      while (output.readableLength > 0) await aTurn();
      await aTurn();
    };
    await run.start();
    await write(200);
    const before = heard;

    run.giveUp();
    await write(200);

    expect(before).toBe(200 * 1024);
    expect(heard - before).toBe(64 * 1024);
    run.abandon();
  });
});
