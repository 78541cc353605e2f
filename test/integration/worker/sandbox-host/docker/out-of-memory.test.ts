import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomHex } from '../../../../../src/base/index.js';
import type { CodeSource } from '../../../../../src/model/index.js';
import type { SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, runToEnd, startTestHost, whenReady } from '../../../../support/docker/test-docker-host.js';

const told = { exitCode: 137, signal: 'SIGKILL', outOfMemory: true };
const SIDE_BY_SIDE = 10;

/** Docker tells of it late, or not at all, when the machine has other things to do. */
describe('functions that run out of memory on a busy machine', () => {
  let folder: string;
  let code: CodeSource;
  let busy: readonly ChildProcess[];

  beforeAll(async () => {
    await ensureStandInImage();
    folder = await mkdtemp(path.join(tmpdir(), 'out-of-memory-'));
    await writeFile(path.join(folder, 'bootstrap'), '#!/bin/sh\nexec tail /dev/zero\n', { mode: 0o755 });
    code = { kind: 'folder', path: folder, digest: randomHex(16), live: false };
    busy = Array.from({ length: 12 }, () => spawn('/bin/sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }));
  });
  afterAll(async () => {
    for (const child of busy) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  async function runOne(host: SandboxHost): Promise<{ startPath: string; exit: object; usedMb: number | undefined }> {
    const { spec } = specFor({ runtime: 'provided.al2023', code, memoryMb: 128 });
    await host.prepare(spec, never);
    const sandbox = await host.create(spec, never);
    const exit = await runToEnd(sandbox);
    const usedMb = await sandbox.maxMemoryUsedMb();
    await sandbox.remove();
    return { startPath: sandbox.startPath, exit, usedMb };
  }

  it.each([
    ['of their own', undefined],
    ['that waited as gates', { networkSlots: 0, gates: SIDE_BY_SIDE, idleMs: 3_600_000 }],
  ])(
    'are all told as that, in containers %s',
    async (_way, prepared) => {
      await using host = await startTestHost({}, prepared);
      const { spec } = specFor({ runtime: 'provided.al2023', code, memoryMb: 128 });
      await host.prepare(spec, never);
      if (prepared !== undefined) await whenReady(host, (parts) => parts.length === SIDE_BY_SIDE);

      const runs = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => runOne(host)));

      expect(runs.map(({ exit }) => exit)).toEqual(Array.from(runs, () => told));
      expect(runs.map(({ usedMb }) => usedMb)).toEqual(Array.from(runs, () => 128));
      expect(new Set(runs.map(({ startPath }) => startPath))).toContain(prepared === undefined ? 'bridge' : 'gate');
    },
    240_000,
  );
});
