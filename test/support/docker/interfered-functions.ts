import path from 'node:path';
import Docker from 'dockerode';
import { packageRoot, silentLogger } from '../../../src/base/index.js';
import { openStorage, type Storage } from '../../../src/storage/index.js';
import type { DockerChoices, SandboxHost } from '../../../src/worker/sandbox-host/index.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';
import { functionVersion } from '../function-version.js';
import { LiveInvokePath } from '../live-invoke-path.js';
import { startTestHost } from './test-docker-host.js';

/** Functions of `test/functions` in containers, for tests that do something to these behind Hearth's back. */
export class InterferedFunctions implements AsyncDisposable {
  readonly docker = new Docker();

  private constructor(
    readonly invokePath: LiveInvokePath,
    readonly host: SandboxHost & { readonly lines: readonly string[] },
    private readonly storage: Storage,
    private readonly folder: Awaited<ReturnType<typeof temporaryFolder>>,
  ) {}

  static async start(
    choices: Partial<DockerChoices> = {},
    prepared?: { readonly networkSlots: number; readonly gates: number },
  ): Promise<InterferedFunctions> {
    const folder = await temporaryFolder();
    const host = await startTestHost(choices, prepared === undefined ? undefined : { ...prepared, idleMs: 600_000 });
    const storage = await openStorage({ dataFolder: folder.path, ephemeral: true, logger: silentLogger });
    return new InterferedFunctions(new LiveInvokePath({ host, storage }), host, storage, folder);
  }

  /** Adds a function of this behaviour; `live` code is mounted, other code is delivered by a volume. */
  add(
    name: string,
    behaviour: string,
    {
      environment = {},
      timeoutMs = 30_000,
      live = true,
    }: {
      readonly environment?: Readonly<Record<string, string>>;
      readonly timeoutMs?: number;
      readonly live?: boolean;
    } = {},
  ): void {
    const source = path.join(packageRoot(), 'test/functions', behaviour);
    const code = { kind: 'folder', digest: `interfered-${name}`, path: source, live } as const;
    this.invokePath.functions.set(
      name,
      functionVersion({
        name,
        arn: { region: 'us-east-1', account: '000000000000', name },
        package: { packageType: 'Zip', runtime: 'nodejs22.x', handler: 'index.handler', code, layers: [] },
        environment,
        timeoutMs,
      }),
    );
  }

  invoke(name: string, event: unknown = {}): Promise<unknown> {
    return this.invokePath.invoke(name, event);
  }

  /** The container of a sandbox of the function in this state, as soon as there is one. */
  async container(functionName: string, state: string): Promise<Docker.Container> {
    for (;;) {
      const found = this.invokePath.assignment
        .snapshot()
        .find((sandbox) => sandbox.state === state && sandbox.functionName === functionName);
      if (found !== undefined) return this.docker.getContainer(found.name);
      await nextTurn();
    }
  }

  /** The same, once the engine says that it runs. */
  async runningContainer(functionName: string, state: string): Promise<Docker.Container> {
    const container = await this.container(functionName, state);
    while (!(await container.inspect()).State.Running) await nextTurn();
    return container;
  }

  /** Settles when so many containers wait for their use. */
  async untilPrepared(count: number): Promise<void> {
    while ((this.host.preparedParts?.() ?? []).length < count) await nextTurn();
  }

  /** Settles when Hearth lends the sandbox of that container to nobody any more. */
  async isForgotten({ id }: Docker.Container): Promise<void> {
    while (this.invokePath.assignment.snapshot().some(({ name }) => name === id)) await nextTurn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.invokePath[Symbol.asyncDispose]();
    await this.storage[Symbol.asyncDispose]();
    await this.host[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

/** Lets everything else go on before a condition is looked at again. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
