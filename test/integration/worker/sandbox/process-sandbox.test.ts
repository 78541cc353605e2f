import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { silentLogger, systemClock } from '../../../../src/base/index.js';
import { createProcessHost, type SandboxHost } from '../../../../src/worker/sandbox-host/index.js';
import { call, LiveSandboxes } from '../../../support/live-sandboxes.js';
import { testFunction } from '../../../support/process-sandboxes.js';
import { itRunsNodeFunctions } from '../../../support/sandbox-behaviour.js';

describe('a sandbox on the process host', () => {
  let folder: string | undefined;

  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  async function openHost(): Promise<SandboxHost> {
    folder ??= await mkdtemp(path.join(os.tmpdir(), 'hearth-test-'));
    return createProcessHost({
      clock: systemClock,
      logger: silentLogger,
      cacheFolder: path.join(folder, 'cache'),
      sandboxesFolder: path.join(folder, 'sandboxes'),
      searchPath: process.env['PATH'] ?? '',
      gates: { count: 0, idleMs: 0 },
    });
  }

  itRunsNodeFunctions(openHost, { reference: 'none' });

  it('names the signal that killed the runtime', async () => {
    await using sandboxes = new LiveSandboxes(await openHost());
    const code = testFunction('exits');
    const image = { reference: 'none' };
    const sandbox = await sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code, image });

    const { outcome } = await call(sandbox, { signal: 'SIGKILL' });

    expect(outcome.payload.toString()).toContain('Runtime exited with error: signal: killed');
  });
});
