import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { STAND_IN_IMAGE } from './stand-in-image-name.js';

/** A Docker host with one running sandbox in a process of its own, to be killed. */
export interface HostInChild {
  readonly child: ChildProcess;
  readonly containerId: string;
}

const CACHE = path.resolve('node_modules', '.cache', 'hearth-test');

/** Settles when the sandbox runs and a network slot and a gate wait beside it. */
export async function startHostInChild(): Promise<HostInChild> {
  const child = spawn(process.execPath, [await bundleChild()], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, containerId: line.toString().trim() };
}

/** The room's code as one file that plain Node runs, below this package so that its dependencies are found; answers its path. */
async function bundleChild(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const outfile = path.join(CACHE, 'sandbox-host.mjs');
  await build({
    entryPoints: ['src/worker/sandbox-host/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    outfile,
    logLevel: 'error',
  });
  const script = path.join(CACHE, `child-${process.pid}.mjs`);
  await writeFile(script, childScript());
  return script;
}

function childScript(): string {
  return `
import { createDockerHost } from './sandbox-host.mjs';
const clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  schedule: (ms, callback) => { const timer = setTimeout(callback, ms); return () => clearTimeout(timer); },
};
const logger = { debug() {}, info() {}, warn: (line) => console.error(line), error: (line) => console.error(line) };
const docker = { addHosts: [], dns: [], skipPullImage: true, environment: process.env };
const prepared = { networkSlots: 1, gates: 1, idleMs: 3_600_000 };
const host = await createDockerHost({ docker, prepared, clock, logger });
const sandbox = await host.create({
  sandboxId: Math.random().toString(16).slice(2),
  function: { name: 'in-child', version: '$LATEST', package: { packageType: 'Image', imageUri: '', overrides: {} } },
  image: { reference: '${STAND_IN_IMAGE}', entryPoint: ['/bin/sleep'], command: ['1000'] },
  architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
  layers: [],
  environment: {},
  memoryMb: 128,
  ephemeralStorageMb: 512,
  onOutput: () => undefined,
}, new AbortController().signal);
await sandbox.startRuntime();
while (host.preparedParts().length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
console.log(sandbox.nativeId);
`;
}
