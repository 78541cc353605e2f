import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../../../src/base/index.js';
import { folderBytes } from '../../../../../src/worker/sandbox-host/docker/tmp/folder-size.js';
import { TmpWatch } from '../../../../../src/worker/sandbox-host/docker/tmp/tmp-watch.js';

const MIB = 1024 * 1024;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-tmp-watch-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the watch over /tmp', () => {
  it('tells once when a folder holds more than it may', async () => {
    const clock = new ManualClock();
    const watch = new TmpWatch(clock, true);
    await mkdir(path.join(folder, 'deep'));
    await writeFile(path.join(folder, 'deep', 'big'), Buffer.alloc(2 * MIB, 1));
    let told = 0;

    const overflow = new Promise<void>((resolve) => {
      watch.watch(folder, 1, () => {
        told += 1;
        resolve();
      });
    });
    clock.advance(5000);
    await overflow;
    clock.advance(60_000);

    expect(told).toBe(1);
  });

  it('says nothing of a folder within its size, nor of one that it no longer watches', async () => {
    const clock = new ManualClock();
    const watch = new TmpWatch(clock, true);
    const told: string[] = [];
    const unwatch = watch.watch(folder, 0, () => told.push('unwatched'));
    watch.watch(folder, 512, () => told.push('within'));
    const over = new Promise<void>((resolve) => {
      watch.watch(folder, -1, resolve);
    });

    unwatch();
    clock.advance(5000);
    await over;

    expect(told).toEqual([]);
  });
});

describe("a folder's size", () => {
  it('is counted no further than needed', async () => {
    for (const name of ['a', 'b', 'c']) await writeFile(path.join(folder, name), Buffer.alloc(MIB, 1));

    expect(await folderBytes(folder, 10 * MIB)).toBeGreaterThanOrEqual(3 * MIB);
    expect(await folderBytes(path.join(folder), 0)).toBeGreaterThan(0);
  });

  it('of a folder that cannot be read is an error', async () => {
    await expect(folderBytes(path.join(folder, 'none'), 1)).rejects.toThrow('ENOENT');
  });
});
