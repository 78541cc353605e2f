import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import {
  acquireDataFolder,
  type DataFolderClaim,
  type DataFolderLock,
  dataFolderOwner,
} from '../../../src/storage/index.js';
import { temporaryFolder } from './temporary-folder.js';

function lockOf(claim: DataFolderClaim): DataFolderLock {
  if (!claim.acquired) throw new Error(`held by ${claim.heldBy.pid}`);
  return claim.lock;
}

describe('acquireDataFolder', () => {
  it('tells a second Hearth who has the folder, and what the first published', async () => {
    await using folder = await temporaryFolder();
    await using lock = lockOf(await acquireDataFolder(folder.path));
    lock.publish({ lambdaUrl: 'http://127.0.0.1:3001' });

    const second = await acquireDataFolder(folder.path);

    expect(second).toMatchObject({ acquired: false, heldBy: { pid: process.pid } });
    expect((await dataFolderOwner(folder.path))?.details).toEqual({ lambdaUrl: 'http://127.0.0.1:3001' });
  });

  it('gives the folder free when the lock is disposed', async () => {
    await using folder = await temporaryFolder();
    const first = lockOf(await acquireDataFolder(folder.path));
    await first[Symbol.asyncDispose]();
    expect(await dataFolderOwner(folder.path)).toBeUndefined();

    await using second = lockOf(await acquireDataFolder(folder.path));

    expect(second).toBeDefined();
    expect((await readdir(folder.path)).sort()).toEqual(['.gitignore', 'hearth.lock']);
  });

  it('removes what those left that were killed while they claimed it', async () => {
    await using folder = await temporaryFolder();
    await writeFile(`${lockFile(folder.path)}.0123456789ab`, '');
    await writeFile(`${lockFile(folder.path)}.abcdefabcdef`, JSON.stringify({ pid: 1, hostName: hostname() }));

    await using lock = lockOf(await acquireDataFolder(folder.path));

    expect(lock).toBeDefined();
    expect((await readdir(folder.path)).sort()).toEqual(['.gitignore', 'hearth.lock']);
  });

  it('is not blocked by an owner that is dead', async () => {
    await using folder = await temporaryFolder();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(
      lockFile(folder.path),
      JSON.stringify({ pid: child.pid, startedAt: '1', hostName: hostname(), details: {} }),
    );

    await using lock = lockOf(await acquireDataFolder(folder.path));

    expect(lock).toBeDefined();
    expect(JSON.parse(await readFile(lockFile(folder.path), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is not blocked by a killed owner that its parent has not collected', async () => {
    await using folder = await temporaryFolder();
    // The shell becomes a process that collects no child.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    while (!(await isDead(pid))) await new Promise((resolve) => setImmediate(resolve));
    await writeFile(lockFile(folder.path), JSON.stringify({ pid, hostName: hostname(), details: {} }));

    const claim = await acquireDataFolder(folder.path);
    parent.kill('SIGKILL');

    await using lock = lockOf(claim);
    expect(lock).toBeDefined();
  });

  it('is not blocked by a process that was given the number of a dead owner', async () => {
    await using folder = await temporaryFolder();
    const text = JSON.stringify({ pid: process.pid, startedAt: 'another start', hostName: hostname(), details: {} });
    await writeFile(lockFile(folder.path), text);

    await using lock = lockOf(await acquireDataFolder(folder.path));

    expect(lock).toBeDefined();
  });

  it('is not blocked by a lock file that cannot be read as one', async () => {
    await using folder = await temporaryFolder();
    await writeFile(lockFile(folder.path), '{"pid":');

    await using lock = lockOf(await acquireDataFolder(folder.path));

    expect(lock).toBeDefined();
  });

  it('lets exactly one of many at once have the folder', async () => {
    for (let round = 0; round < 150; round += 1) {
      await using folder = await temporaryFolder();
      await writeFile(lockFile(folder.path), 'left by a dead one');

      const claims = await Promise.all(Array.from({ length: 8 }, () => acquireDataFolder(folder.path)));

      expect(claims.filter(({ acquired }) => acquired)).toHaveLength(1);
      expect((await readdir(folder.path)).sort()).toEqual(['.gitignore', 'hearth.lock']);
    }
  });

  it('is not blocked by one that was killed while it replaced a dead lock', async () => {
    await using folder = await temporaryFolder();
    const dead = JSON.stringify({ pid: 999_999_999, hostName: hostname(), details: {} });
    await writeFile(lockFile(folder.path), dead);
    const right = createHash('sha256').update(dead).digest('hex').slice(0, 12);
    await writeFile(`${lockFile(folder.path)}.${right}`, dead);

    await using lock = lockOf(await acquireDataFolder(folder.path));

    expect(lock).toBeDefined();
    expect((await readdir(folder.path)).sort()).toEqual(['.gitignore', 'hearth.lock']);
  });

  it('refuses a folder that cannot be made, naming it and the remedy', async () => {
    await using folder = await temporaryFolder();
    await writeFile(path.join(folder.path, 'file'), '');

    await expect(acquireDataFolder(path.join(folder.path, 'file', 'data'))).rejects.toThrow(
      /The data folder ".*file\/data" cannot be written: .*--data-dir/,
    );
  });
});

async function isDead(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') X');
  return /\) [ZX]/.test(stat);
}

function lockFile(folder: string): string {
  return path.join(folder, 'hearth.lock');
}
