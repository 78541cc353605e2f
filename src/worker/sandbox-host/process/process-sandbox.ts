import { Emitter, messageOf, PlatformError, type Unsubscribe } from '../../../base/index.js';
import type { HostedSandbox, RuntimeExit, StartedRuntime } from '../sandbox-host.js';
import type { ProcessGate } from './gates/process-gate.js';
import { peakMemoryMb } from './process/memory-use.js';
import { RuntimeProcess, type ProcessStart } from './process/runtime-process.js';

/** How a sandbox starts its runtime, each time anew; or why AWS would say that it cannot. */
export type NextStart = () => Promise<ProcessStart | { readonly invalidEntrypoint: string }>;

export interface SandboxRuns {
  readonly nextStart: NextStart;
  /** Waits to become the first run. */
  readonly gate?: ProcessGate;
}

export interface SandboxEvents {
  /** A runtime's process group has begun or ended. Never rejects. */
  readonly onStarted: (pid: number) => Promise<void>;
  /** See `HostedSandbox.initialised`. */
  readonly onInitialised: () => void;
  readonly onEnded: (pid: number) => void;
  /** Everything has stopped; the folder may go. */
  readonly onRemoved: () => Promise<void>;
}

/** One place for a runtime on this machine: a folder that stays, and one process group after the other. */
export class ProcessSandbox implements HostedSandbox {
  readonly startPath: string;
  readonly #exits = new Emitter<RuntimeExit>();
  #gate: ProcessGate | undefined;
  #runtime: RuntimeProcess | undefined;
  #lastPid = '';
  #peakMb: number | undefined;
  #removal: Promise<void> | undefined;

  constructor(
    readonly name: string,
    private readonly runs: SandboxRuns,
    private readonly events: SandboxEvents,
  ) {
    this.startPath = runs.gate === undefined ? 'process' : 'gate';
    this.#gate = runs.gate;
  }

  get nativeId(): string {
    return this.#lastPid;
  }

  async startRuntime(): Promise<StartedRuntime> {
    this.#refuseWhenRemoved();
    if (this.#runtime !== undefined) throw new PlatformError(`The runtime of sandbox "${this.name}" runs already.`);
    const start = await this.runs.nextStart();
    this.#refuseWhenRemoved();
    if ('invalidEntrypoint' in start) {
      this.#tellInvalidEntrypoint(start.invalidEntrypoint);
    } else {
      await this.#start(start);
    }
    return { peerAddresses: [] };
  }

  async killRuntime(): Promise<void> {
    this.#refuseWhenRemoved();
    await this.#runtime?.kill();
  }

  async terminateRuntime(graceMs: number): Promise<void> {
    this.#refuseWhenRemoved();
    await this.#runtime?.terminate(graceMs);
  }

  async pause(): Promise<void> {
    this.#refuseWhenRemoved();
    await this.#runtime?.pause();
  }

  async resume(): Promise<void> {
    this.#refuseWhenRemoved();
    await this.#runtime?.resume();
  }

  onRuntimeExit(listener: (exit: RuntimeExit) => void): Unsubscribe {
    return this.#exits.subscribe(listener);
  }

  /** A folder and a process group are not lost by themselves: what is killed from outside is a runtime that has ended. */
  onLost(): Unsubscribe {
    return () => undefined;
  }

  initialised(): void {
    this.events.onInitialised();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is for hosts that have to ask
  async maxMemoryUsedMb(): Promise<number | undefined> {
    this.#refuseWhenRemoved();
    this.#measure();
    return this.#peakMb;
  }

  remove(): Promise<void> {
    this.#removal ??= this.#remove();
    return this.#removal;
  }

  async #start(start: ProcessStart): Promise<void> {
    let runtime: RuntimeProcess;
    const gate = this.#gate;
    this.#gate = undefined;
    try {
      runtime = await RuntimeProcess.start(start, gate);
    } catch (error) {
      this.#tellInvalidEntrypoint(`fork/exec ${start.toldCommand}: ${reasonOf(error)}`);
      return;
    }
    this.#runtime = runtime;
    this.#lastPid = String(runtime.pid);
    const told = this.events.onStarted(runtime.pid);
    void Promise.all([runtime.exited, told]).then(([exit]) => {
      this.#runtime = undefined;
      this.events.onEnded(runtime.pid);
      this.#exits.emit(exit);
    });
    await told;
  }

  /** Told as the end of a runtime, and only after `startRuntime` has settled, as with one that ends at once. */
  #tellInvalidEntrypoint(invalidEntrypoint: string): void {
    setImmediate(() => {
      this.#exits.emit({ outOfMemory: false, invalidEntrypoint });
    });
  }

  #measure(): void {
    const peak = this.#runtime === undefined ? undefined : peakMemoryMb(this.#runtime.pid);
    if (peak !== undefined) this.#peakMb = Math.max(peak, this.#peakMb ?? 0);
  }

  async #remove(): Promise<void> {
    await Promise.all([this.#runtime?.kill(), this.#gate?.close()]);
    await this.events.onRemoved();
  }

  #refuseWhenRemoved(): void {
    if (this.#removal !== undefined) throw new PlatformError(`The sandbox "${this.name}" has been removed.`);
  }
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'no such file or directory';
    case 'EACCES':
      return 'permission denied';
    case 'ENOEXEC':
      return 'exec format error';
    default:
      return messageOf(error);
  }
}
