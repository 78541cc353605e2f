import { deferred, Emitter, type Unsubscribe } from '../../src/base/index.js';
import type {
  HostedSandbox,
  HostVerdict,
  RuntimeExit,
  SandboxHost,
  SandboxRoute,
  SandboxSpec,
  StartedRuntime,
} from '../../src/worker/sandbox-host/index.js';
import { ScriptedRuntime } from './scripted-runtime.js';

/** What the runtime's process does from its start on; whatever it throws when its connections are cut is swallowed. */
export type RuntimeScript = (runtime: ScriptedRuntime, sandbox: FakeHostedSandbox, run: number) => Promise<void>;

/** A host whose "processes" are scripts in this process that talk to the real Runtime API. */
export class FakeSandboxHost implements SandboxHost {
  readonly kind = 'process';
  readonly sandboxes: FakeHostedSandbox[] = [];

  constructor(
    private readonly script: RuntimeScript,
    private readonly sandboxesHaveAddresses = false,
  ) {}

  route(): Promise<SandboxRoute> {
    return Promise.resolve({
      bindAddress: '127.0.0.1',
      sandboxFacingHost: '127.0.0.1',
      sandboxesHaveAddresses: this.sandboxesHaveAddresses,
    });
  }

  canRun(): Promise<HostVerdict> {
    return Promise.resolve({ able: true });
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  create(spec: SandboxSpec): Promise<HostedSandbox> {
    const sandbox = new FakeHostedSandbox(spec, this.script);
    this.sandboxes.push(sandbox);
    return Promise.resolve(sandbox);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const sandbox of this.sandboxes) await sandbox.remove();
  }
}

export class FakeHostedSandbox implements HostedSandbox {
  readonly name: string;
  readonly nativeId = '1';
  readonly startPath = 'process';
  readonly removed = deferred<void>();
  memoryUsedMb: number | undefined = 42;
  runs = 0;
  kills = 0;
  /** How often it was asked whether the runtime still runs. */
  checks = 0;
  isRemoved = false;
  startFailure: Error | undefined;
  /** Each pause and resume, in order; a test may hold them up or fail them. */
  readonly freezes: ('pause' | 'resume')[] = [];
  beforeFreeze: () => Promise<void> = () => Promise.resolve();
  readonly #exits = new Emitter<RuntimeExit>();
  readonly #losses = new Emitter<string>();
  #runtime: ScriptedRuntime | undefined;

  constructor(
    readonly spec: SandboxSpec,
    private readonly script: RuntimeScript,
  ) {
    this.name = `fake-${spec.sandboxId}`;
  }

  startRuntime(): Promise<StartedRuntime> {
    if (this.startFailure !== undefined) return Promise.reject(this.startFailure);
    this.runs += 1;
    const runtime = new ScriptedRuntime(this.spec.environment['AWS_LAMBDA_RUNTIME_API'] ?? '');
    this.#runtime = runtime;
    this.script(runtime, this, this.runs).catch(() => undefined);
    return Promise.resolve({ peerAddresses: ['127.0.0.1'] });
  }

  killRuntime(): Promise<void> {
    this.kills += 1;
    this.exit({ signal: 'SIGKILL', outOfMemory: false });
    return Promise.resolve();
  }

  terminateRuntime(): Promise<void> {
    return this.killRuntime();
  }

  onRuntimeExit(listener: (exit: RuntimeExit) => void): Unsubscribe {
    return this.#exits.subscribe(listener);
  }

  onLost(listener: (reason: string) => void): Unsubscribe {
    return this.#losses.subscribe(listener);
  }

  async pause(): Promise<void> {
    await this.beforeFreeze();
    this.freezes.push('pause');
  }

  async resume(): Promise<void> {
    await this.beforeFreeze();
    this.freezes.push('resume');
  }

  maxMemoryUsedMb(): Promise<number | undefined> {
    return Promise.resolve(this.memoryUsedMb);
  }

  checkRuntime(): void {
    this.checks += 1;
  }

  remove(): Promise<void> {
    this.isRemoved = true;
    this.#runtime?.die();
    this.removed.resolve();
    return Promise.resolve();
  }

  /** The process ends: its connections close and the host tells. */
  exit(exit: RuntimeExit): void {
    const runtime = this.#runtime;
    this.#runtime = undefined;
    if (runtime === undefined) return;
    runtime.die();
    this.#exits.emit(exit);
  }

  /** The connections close, and the host does not (yet) tell. */
  dropConnections(): void {
    this.#runtime?.die();
  }

  loseIt(reason: string): void {
    this.#losses.emit(reason);
  }

  print(text: string): void {
    void this.spec.onOutput('stdout', Buffer.from(text));
  }
}
