import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { silentLogger, systemClock } from '../../../../../src/base/index.js';
import { unfinishedName } from '../../../../../src/worker/sandbox-host/process/unfinished-name.js';
import { removeLeftovers } from '../../../../../src/worker/sandbox-host/process/leftovers.js';
import { OrphanGuard } from '../../../../../src/worker/sandbox-host/process/process/orphan-guard.js';
import {
  identityOf,
  type ProcessIdentity,
} from '../../../../../src/worker/sandbox-host/process/process/process-identity.js';

describe('what a dead Hearth left behind', () => {
  it('is ended and removed at the next start; a living one keeps its sandboxes', async () => {
    const root = await mkdtemp(path.join(os.tmpdir(), 'hearth-test-'));
    const [owner, orphan, kept] = [sleeper(), sleeper(), sleeper()];
    const deadOwner = await identity(owner);
    await ended(owner, 'SIGKILL');
    await record(root, 'orphaned', { owner: deadOwner, runtime: await identity(orphan) });
    await record(root, 'living', { owner: await identity(process), runtime: await identity(kept) });
    await record(root, 'elsewhere', { machine: 'another', owner: deadOwner });
    await mkdir(path.join(root, 'being-made'));
    await mkdir(path.join(root, unfinishedName('half-made', deadOwner.pid)));
    await mkdir(path.join(root, unfinishedName('half-made', process.pid)));

    await removeLeftovers(root, systemClock, silentLogger);

    expect((await readdir(root)).sort()).toEqual([
      'being-made',
      'elsewhere',
      'living',
      unfinishedName('half-made', process.pid),
    ]);
    await ended(orphan);
    expect(kept.exitCode ?? kept.signalCode).toBeNull();
    await ended(kept, 'SIGKILL');
    await rm(root, { recursive: true });
  });

  it('counts an owner as dead that was killed but not yet collected by its parent', async () => {
    // The shell starts a child, and becomes a program that never collects it; only then does the child end.
    const child = 'until ps -o comm= -p $PPID | grep -q sleep; do :; done';
    const parent = spawn('sh', ['-c', `sh -c '${child}' & echo $!; exec sleep 1000`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const zombie = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));

    while ((await identityOf(zombie)) !== undefined) await new Promise((resolve) => setImmediate(resolve));

    expect(process.kill(zombie, 0)).toBe(true);
    await ended(parent, 'SIGKILL');
  });

  it('has no running process, because a guard kills them when Hearth ends, however it ends', async () => {
    const [watched, forgotten] = [sleeper(), sleeper()];
    const guard = new OrphanGuard();
    guard.watch(watched.pid ?? 0);
    guard.watch(forgotten.pid ?? 0);
    guard.forget(forgotten.pid ?? 0);

    // Its input ends, as it does when the process that holds the other end is killed.
    await guard[Symbol.asyncDispose]();

    await ended(watched);
    expect(forgotten.exitCode ?? forgotten.signalCode).toBeNull();
    await ended(forgotten, 'SIGKILL');
  });
});

function sleeper(): ChildProcess {
  return spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
}

async function identity({ pid = 0 }: { readonly pid?: number | undefined }): Promise<ProcessIdentity> {
  const found = await identityOf(pid);
  if (found === undefined) throw new Error('not running');
  return found;
}

async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (signal !== undefined) child.kill(signal);
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

async function record(root: string, name: string, content: object): Promise<void> {
  await mkdir(path.join(root, name));
  await writeFile(path.join(root, name, 'sandbox.json'), JSON.stringify({ machine: os.hostname(), ...content }));
}
