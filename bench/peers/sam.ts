import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import type { BenchRun } from '../frame/bench.js';
import { DockerEngine } from '../parts/docker-engine.js';
import { Program } from '../parts/program.js';
import { fromPip, installPeer, type PeerRecipe } from './install-peer.js';
import { peerVersions } from './versions.js';

export const samRecipe: PeerRecipe = { name: 'sam', packages: peerVersions.sam, install: fromPip };

/** A running `sam local start-api`. */
export interface StartedSam extends AsyncDisposable {
  readonly url: string;
  /** Milliseconds from its start until it said that it is ready. */
  readonly readyMs: number;
}

/** Starts `sam local start-api` on this template; `functionId` is the one function in it, and how its containers are found. */
export async function startSam(
  run: BenchRun,
  template: string,
  functionId: string,
  flags: readonly string[],
): Promise<StartedSam> {
  const peer = await installPeer(samRecipe, run.signal);
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-bench-sam-'));
  await writeFile(path.join(folder, 'template.yaml'), template);
  const port = await getPort();
  const startedAt = performance.now();
  const program = new Program({
    command: path.join(peer, 'bin/sam'),
    parameters: ['local', 'start-api', '--skip-pull-image', '--port', String(port), ...flags],
    folder,
    environment: {
      SAM_CLI_TELEMETRY: '0',
      __SAM_CLI_APP_DIR: path.join(peer, 'app'),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
    outputFile: path.join(folder, 'output.log'),
    // It removes its containers on this signal.
    stopSignal: 'SIGINT',
  });
  const stop = async (): Promise<void> => {
    await program[Symbol.asyncDispose]();
    await new DockerEngine().removeWithLabel(`sam.cli.function.name=${functionId}`);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await program.says(/Press CTRL\+C to quit/, run.signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, readyMs: performance.now() - startedAt, [Symbol.asyncDispose]: stop };
}
