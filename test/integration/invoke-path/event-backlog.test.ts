import { expect, it } from '@jest/globals';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { silentLogger } from '../../../src/base/index.js';
import { openStorage } from '../../../src/storage/index.js';
import { request, scriptedQueue } from '../../unit/invoke-path/event-queue/scripted-queue.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';

/** A fifth of what is promised: 100,000 queued events cost at most 150 MB. */
const count = 20_000;
const mostBytes = 30 * 1024 * 1024;

it('a backlog of 20,000 events costs memory for their names alone, also for the Hearth that finds it', async () => {
  await using folder = await temporaryFolder();
  const payload = Buffer.from(JSON.stringify({ padding: 'x'.repeat(2048) }));
  const open = () =>
    openStorage({ dataFolder: path.join(folder.path, 'data'), ephemeral: false, logger: silentLogger });
  {
    await using storage = await open();
    const { queue } = scriptedQueue({ storage });
    const before = usedBytes();
    for (let n = 0; n < count; n += 100) {
      await Promise.all(Array.from({ length: 100 }, () => queue.accept({ ...request, payload: Buffer.from(payload) })));
    }

    expect(queue.depth()).toBe(count);
    expect(usedBytes() - before).toBeLessThan(mostBytes);
  }

  await using storage = await open();
  const { queue } = scriptedQueue({ storage, concurrencyPerFunction: 1 });
  const before = usedBytes();
  queue.start();

  expect(queue.depth()).toBe(count);
  expect(usedBytes() - before).toBeLessThan(mostBytes);
}, 120_000);

/** What is alive, in and outside the heap. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
