import os from 'node:os';
import { silentLogger, systemClock } from '../../src/base/index.js';
import type { CodeSource, FunctionVersion, Invocation, ResponseSink } from '../../src/model/index.js';
import { createFunctionLogs, type LogLine } from '../../src/worker/logs/index.js';
import type { ImageChoice, SandboxHost } from '../../src/worker/sandbox-host/index.js';
import { type Sandbox, type SandboxInvocation, startSandbox } from '../../src/worker/sandbox/index.js';
import { functionVersion, invocation } from './function-version.js';

/** Sandboxes of real functions on a real host; disposing it stops them and the host. */
export class LiveSandboxes implements AsyncDisposable {
  readonly lines: LogLine[] = [];
  readonly #logs = createFunctionLogs({ clock: systemClock, logger: silentLogger });
  readonly #sandboxes: Sandbox[] = [];

  constructor(readonly host: SandboxHost) {
    this.#logs.addDestination({
      write: (line) => {
        this.lines.push(line);
        return undefined;
      },
    });
  }

  async start(choice: LiveFunction): Promise<Sandbox> {
    const { runtime, handler, code, image, overrides = {} } = choice;
    const sandbox = await startSandbox(
      {
        function: functionVersion({
          package: { packageType: 'Zip', runtime, handler, code, layers: [] },
          architecture: os.arch() === 'arm64' ? 'arm64' : 'x86_64',
          generation: code.digest,
          ...overrides,
        }),
        host: this.host,
        image,
        initializationType: 'on-demand',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        defaultEnvironment: {},
      },
      { clock: systemClock, logger: silentLogger, logs: this.#logs },
    );
    this.#sandboxes.push(sandbox);
    await whenIdle(sandbox);
    return sandbox;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#sandboxes.map((sandbox) => sandbox.stop('test over', 0)));
    await this.host[Symbol.asyncDispose]();
  }
}

export interface LiveFunction {
  readonly runtime: string;
  readonly handler: string;
  readonly code: CodeSource;
  readonly image: ImageChoice;
  readonly overrides?: Partial<FunctionVersion>;
}

/** Invokes with a JSON event, and waits until the sandbox can be lent again. */
export async function call(sandbox: Sandbox, event: unknown, sink?: ResponseSink): Promise<SandboxInvocation> {
  const payload: Partial<Invocation> = { payload: Buffer.from(JSON.stringify(event)) };
  const result = await sandbox.invoke(invocation(payload), sink);
  await whenIdle(sandbox);
  return result;
}

export function whenIdle(sandbox: Sandbox): Promise<void> {
  if (sandbox.state === 'idle') return Promise.resolve();
  return new Promise((resolve, reject) => {
    sandbox.onIdle(resolve);
    sandbox.onStopped((reason) => reject(sandbox.failure ?? new Error(`The sandbox stopped: ${reason}`)));
  });
}
