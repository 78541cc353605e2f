import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FunctionVersion } from '../../model/index.js';
import { createProcessHost, type SandboxSpec } from '../../worker/sandbox-host/index.js';
import type { Session } from '../session.js';
import { type Finding, good, note } from './finding.js';

/** One current runtime per family that the process host may run. */
const asked = ['nodejs22.x', 'python3.13', 'java21', 'ruby3.4', 'dotnet8', 'provided.al2023'];

/** Which runtimes the process host can run with what this machine has. */
export async function interpreterFindings({ settings, clock, logger }: Session): Promise<readonly Finding[]> {
  const cacheFolder = await mkdtemp(path.join(os.tmpdir(), 'hearth-doctor-'));
  try {
    await using host = await createProcessHost({
      clock,
      logger,
      cacheFolder,
      searchPath: settings.searchPath,
      gates: { count: 0, idleMs: 0 },
    });
    const findings: Finding[] = [];
    for (const runtime of asked) {
      const verdict = await host.canRun(specOf(runtime, cacheFolder));
      findings.push(
        verdict.able
          ? good('process host', `${runtime}: ${verdict.notice ?? 'ready'}`)
          : note('process host', `${runtime}: ${verdict.reason}. ${verdict.remedy}`),
      );
    }
    return findings;
  } finally {
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

function specOf(runtime: string, folder: string): SandboxSpec {
  const code = { kind: 'folder', digest: 'none', path: folder, live: false } as const;
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  const version: FunctionVersion = {
    name: 'doctor',
    version: '$LATEST',
    arn: { region: 'us-east-1', account: '000000000000', name: 'doctor' },
    package: { packageType: 'Zip', runtime, handler: 'index.handler', code, layers: [] },
    architecture,
    environment: {},
    memoryMb: 128,
    timeoutMs: 3000,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: '/aws/lambda/doctor' },
    generation: 'none',
  };
  return {
    sandboxId: 'doctor',
    function: version,
    image: { reference: 'none' },
    architecture,
    code,
    layers: [],
    environment: {},
    memoryMb: 128,
    ephemeralStorageMb: 512,
    onOutput: () => undefined,
  };
}
