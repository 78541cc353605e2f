import { randomHex } from '../../../src/base/index.js';
import type { CodeSource, FunctionVersion } from '../../../src/model/index.js';
import type { SandboxSpec } from '../../../src/worker/sandbox-host/index.js';
import { STAND_IN_IMAGE } from './stand-in-image-name.js';

export interface SpecChoices {
  /** Shell text that the container runs; without it the image's own command, or the custom runtime's bootstrap. */
  readonly script?: string;
  /** Makes it a zip function of this runtime. */
  readonly runtime?: string;
  readonly code?: CodeSource;
  readonly layers?: readonly CodeSource[];
  readonly memoryMb?: number;
  readonly ephemeralStorageMb?: number;
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly functionName?: string;
}

/** A sandbox of the stand-in image, and all that it writes. */
export function specFor(choices: SpecChoices): { readonly spec: SandboxSpec; readonly output: () => string } {
  const chunks: Buffer[] = [];
  const { script, runtime, code, layers = [], memoryMb = 128, ephemeralStorageMb = 512 } = choices;
  const entryPoint = choices.entryPoint ?? (script === undefined ? undefined : ['/bin/sh', '-c', script]);
  const version: FunctionVersion = {
    name: choices.functionName ?? 'docker-host-test',
    version: '$LATEST',
    arn: { region: 'us-east-1', account: '000000000000', name: 'docker-host-test' },
    package:
      runtime === undefined || code === undefined
        ? { packageType: 'Image', imageUri: STAND_IN_IMAGE, overrides: {} }
        : { packageType: 'Zip', runtime, handler: 'index.handler', code, layers },
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    environment: {},
    memoryMb,
    timeoutMs: 3000,
    ephemeralStorageMb,
    logging: { format: 'Text', group: '/aws/lambda/docker-host-test' },
    generation: 'one',
  };
  const spec: SandboxSpec = {
    sandboxId: randomHex(8),
    function: version,
    image: {
      reference: choices.image ?? STAND_IN_IMAGE,
      ...(entryPoint === undefined ? {} : { entryPoint, command: [] }),
      ...(choices.workingDirectory === undefined ? {} : { workingDirectory: choices.workingDirectory }),
    },
    architecture: version.architecture,
    ...(code === undefined ? {} : { code }),
    layers,
    environment: choices.environment ?? {},
    memoryMb,
    ephemeralStorageMb,
    onOutput: (_stream, chunk) => {
      chunks.push(Buffer.from(chunk));
      return undefined;
    },
  };
  return { spec, output: () => Buffer.concat(chunks).toString('utf8') };
}
