import { deferred, Emitter, PlatformError } from '../../../src/base/index.js';
import type { FunctionVersion, Invocation, InvocationOutcome } from '../../../src/model/index.js';
import type {
  InitializationType,
  Sandbox,
  SandboxInvocation,
  SandboxState,
} from '../../../src/worker/sandbox/index.js';

export interface FakeSandboxOptions {
  readonly expiresAtMs?: number;
  readonly initializationType?: InitializationType;
}

/** A sandbox without a host, moved by the test: `ready`, `finish`, `crash`. Using it against its contract throws. */
export class FakeSandbox implements Sandbox {
  static #count = 0;
  readonly function: FunctionVersion;
  readonly id = `sandbox-${(FakeSandbox.#count += 1)}`;
  readonly name = this.id;
  readonly hostKind = 'process';
  readonly startPath = 'fake';
  readonly startedAtMs = 0;
  readonly lastUsedAtMs = 0;
  readonly expiresAtMs?: number;
  readonly initializationType: InitializationType;
  initError?: string;
  paused = false;
  state: SandboxState = 'starting';
  invocations = 0;
  stopReason?: string;
  stopGraceMs?: number;
  readonly received: Invocation[] = [];
  readonly #idle = new Emitter<void>();
  readonly #stopped = new Emitter<string>();
  #current = deferred<SandboxInvocation>();

  constructor(version: FunctionVersion, options: FakeSandboxOptions = {}) {
    this.initializationType = options.initializationType ?? 'on-demand';
    this.function = version;
    if (options.expiresAtMs !== undefined) this.expiresAtMs = options.expiresAtMs;
  }

  invoke(invocation: Invocation): Promise<SandboxInvocation> {
    if (this.state !== 'idle') throw new Error(`invoked while ${this.state}`);
    this.state = 'busy';
    this.paused = false;
    this.invocations += 1;
    this.received.push(invocation);
    this.#current = deferred();
    return this.#current.promise;
  }

  pause(): Promise<void> {
    if (this.state !== 'idle') throw new Error(`paused while ${this.state}`);
    this.paused = true;
    return Promise.resolve();
  }

  onIdle(listener: () => void) {
    return this.#idle.subscribe(listener);
  }

  onStopped(listener: (reason: string) => void) {
    return this.#stopped.subscribe(listener);
  }

  stop(reason: string, graceMs: number): Promise<void> {
    this.stopReason = reason;
    this.stopGraceMs = graceMs;
    this.#end(reason);
    return Promise.resolve();
  }

  /** INIT is over, or the runtime asks for the next event. */
  ready(): void {
    this.state = 'idle';
    this.#idle.emit();
  }

  /** Answers the running invocation and becomes idle. */
  finish(outcome: InvocationOutcome = success('null')): void {
    this.answer(outcome);
    this.ready();
  }

  /** Answers the running invocation; the runtime has not come back yet. */
  answer(outcome: InvocationOutcome = success('null')): void {
    this.#current.resolve({ outcome, logTail: () => Promise.resolve(Buffer.from('tail')) });
  }

  /** The sandbox is lost, as when its container is killed from outside. */
  crash(reason = 'killed'): void {
    this.#end(reason);
  }

  #end(reason: string): void {
    if (this.state === 'stopped') return;
    const wasBusy = this.state === 'busy';
    this.state = 'stopped';
    if (wasBusy) this.#current.reject(new PlatformError(reason));
    this.#stopped.emit(reason);
  }
}

export function success(payload: string): InvocationOutcome {
  return { outcome: 'success', payload: Buffer.from(payload), contentType: 'application/json', streamed: false };
}
