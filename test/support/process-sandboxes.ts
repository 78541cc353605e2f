import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createLogger, packageRoot, systemClock } from '../../src/base/index.js';
import type { CodeSource } from '../../src/model/index.js';
import {
  createProcessHost,
  type HostedSandbox,
  type RuntimeExit,
  type SandboxHost,
  type SandboxSpec,
} from '../../src/worker/sandbox-host/index.js';
import { ScriptedRuntimeApi } from './scripted-runtime-api.js';

/** A process host in folders of its own, and the sandboxes of functions on it; disposing it leaves nothing behind. */
export class ProcessSandboxes implements AsyncDisposable {
  readonly warnings: string[] = [];
  readonly #sandboxes: RunningFunction[] = [];

  private constructor(
    readonly folder: string,
    readonly host: SandboxHost,
    warnings: string[],
  ) {
    this.warnings = warnings;
  }

  static async create(gates = 0): Promise<ProcessSandboxes> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hearth-test-'));
    const warnings: string[] = [];
    const host = await createProcessHost({
      clock: systemClock,
      logger: createLogger((_level, message) => warnings.push(message), 'warn'),
      cacheFolder: path.join(folder, 'cache'),
      sandboxesFolder: path.join(folder, 'sandboxes'),
      searchPath: process.env['PATH'] ?? '',
      gates: { count: gates, idleMs: 600_000 },
    });
    return new ProcessSandboxes(folder, host, warnings);
  }

  /** Creates a sandbox with a scripted Runtime API of its own and starts its runtime. */
  async start(choice: FunctionChoice): Promise<RunningFunction> {
    const running = await this.create(choice);
    await running.sandbox.startRuntime();
    return running;
  }

  async create(choice: FunctionChoice): Promise<RunningFunction> {
    const api = await ScriptedRuntimeApi.start();
    const output: OutputPiece[] = [];
    const spec = specOf(choice, api.hostAndPort, output);
    const sandbox = await this.host.create(spec, new AbortController().signal);
    const running = new RunningFunction(api, sandbox, spec, output);
    this.#sandboxes.push(running);
    return running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]();
    for (const { api } of this.#sandboxes) await api[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export class RunningFunction {
  readonly #exits: RuntimeExit[] = [];
  readonly #waiting: ((exit: RuntimeExit) => void)[] = [];

  constructor(
    readonly api: ScriptedRuntimeApi,
    readonly sandbox: HostedSandbox,
    readonly spec: SandboxSpec,
    readonly output: OutputPiece[],
  ) {
    sandbox.onRuntimeExit((exit) => {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#exits.push(exit);
      else waiting(exit);
    });
  }

  /** The next end of the runtime's process that has not been asked for yet. */
  exit(): Promise<RuntimeExit> {
    const past = this.#exits.shift();
    return past === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(past);
  }

  text(stream: 'stdout' | 'stderr' = 'stdout'): string {
    return this.output
      .filter((piece) => piece.stream === stream)
      .map((piece) => piece.text)
      .join('');
  }
}

export interface FunctionChoice {
  readonly runtime: string;
  readonly handler: string;
  /** A folder of test/functions, or a code source. */
  readonly code: string | CodeSource;
  readonly layers?: readonly CodeSource[];
  /** The function's own variables. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly onOutput?: SandboxSpec['onOutput'];
}

export function testFunction(name: string): CodeSource {
  return { kind: 'folder', digest: name, live: true, path: path.join(packageRoot(), 'test/functions', name) };
}

/** What placement would ask a host for. */
export function specOf(choice: FunctionChoice, runtimeApi: string, output: OutputPiece[]): SandboxSpec {
  const code = typeof choice.code === 'string' ? testFunction(choice.code) : choice.code;
  const architecture = choice.architecture ?? (os.arch() === 'arm64' ? 'arm64' : 'x86_64');
  const { runtime, handler, environment = {}, layers = [] } = choice;
  const arn = { region: 'us-east-1', account: '000000000000', name: 'scripted' };
  return {
    sandboxId: `${choice.runtime.replace('.', '')}-${Math.random().toString(36).slice(2, 10)}`,
    function: {
      name: 'scripted',
      version: '$LATEST',
      arn,
      package: { packageType: 'Zip', runtime, handler, code, layers },
      architecture,
      environment,
      memoryMb: 128,
      timeoutMs: 3000,
      ephemeralStorageMb: 512,
      logging: { format: 'Text', group: '/aws/lambda/scripted' },
      generation: 'one',
    },
    image: { reference: 'none' },
    architecture,
    code,
    layers,
    environment: { ...awsEnvironment(runtime, handler), ...environment, AWS_LAMBDA_RUNTIME_API: runtimeApi },
    memoryMb: 128,
    ephemeralStorageMb: 512,
    onOutput:
      choice.onOutput ??
      ((stream, chunk) => {
        output.push({ stream, text: chunk.toString() });
        return undefined;
      }),
  };
}

function awsEnvironment(runtime: string, handler: string): Record<string, string> {
  return {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_LAMBDA_FUNCTION_NAME: 'scripted',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/scripted',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/31/[$LATEST]0123456789abcdef0123456789abcdef',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    ...(runtime.startsWith('provided') ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }),
    AWS_REGION: 'us-east-1',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
  };
}
