import { Readable } from 'node:stream';
import { pack } from 'tar-fs';
import { PlatformError } from '../../../../base/index.js';
import type { Engine } from '../engine/engine.js';
import { JsonLines } from '../engine/json-lines.js';
import { lastLines } from './run-tool.js';

export interface DockerfileBuild {
  readonly context: string;
  readonly tag: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Called with each `Step 3/9 : RUN …`. */
  readonly onStep: (step: string) => void;
  readonly signal: AbortSignal;
}

/** Has the engine build a folder with a Dockerfile; the classic builder suffices, so that every engine can. */
export async function buildFromDockerfile(engine: Engine, build: DockerfileBuild): Promise<void> {
  const answer = await engine.docker.buildImage(Readable.from(pack(build.context)), {
    t: build.tag,
    buildargs: { ...build.buildArguments },
    labels: { ...build.labels },
    rm: true,
    forcerm: true,
    abortSignal: build.signal,
  });
  let output = '';
  const lines = new JsonLines();
  for await (const chunk of answer) {
    for (const message of lines.values(chunk as Buffer) as Iterable<BuildMessage>) {
      if (message.error !== undefined) {
        throw new PlatformError(`Building "${build.tag}" failed: ${message.error}\n${lastLines(output)}`);
      }
      output += message.stream ?? '';
      if (message.stream?.startsWith('Step ') === true) build.onStep(message.stream.trim());
    }
  }
}

interface BuildMessage {
  readonly stream?: string;
  readonly error?: string;
}
