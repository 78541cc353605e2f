import { Alarm, type Clock, type Logger, messageOf, PlatformError, type Unsubscribe } from '../../base/index.js';
import type { FunctionVersion, Invocation, ResponseSink } from '../../model/index.js';
import type { SandboxLog } from '../logs/index.js';
import type { RuntimeApi } from '../runtime-api/index.js';
import type { HostedSandbox } from '../sandbox-host/index.js';
import { Freezer } from './freezer.js';
import { IdlePhase } from './idle-phase.js';
import { InitPhase } from './init-phase.js';
import { InitRecord } from './init-record.js';
import { InvokePhase } from './invoke-phase.js';
import { MemoryGauge } from './memory-gauge.js';
import type { Phase, PhaseContext } from './phase.js';
import { releasePlace } from './release-place.js';
import { RuntimeRun } from './runtime-run.js';
import type { InitializationType, Sandbox, SandboxInvocation, SandboxState } from './sandbox.js';
import { SandboxLifecycle } from './sandbox-states.js';

export interface ExecutionEnvironmentParts {
  readonly id: string;
  readonly hostKind: 'docker' | 'process';
  readonly function: FunctionVersion;
  readonly initializationType: InitializationType;
  readonly expiresAtMs?: number;
  readonly hosted: HostedSandbox;
  readonly runtimeApi: RuntimeApi;
  readonly log: SandboxLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One sandbox: owns its place, its Runtime API listener and its log, and hands every event to the phase it is in. */
export class ExecutionEnvironment implements Sandbox, PhaseContext {
  readonly #lifecycle = new SandboxLifecycle();
  readonly startedAtMs: number;
  readonly memory: MemoryGauge;
  readonly alarm: Alarm;
  readonly #freezer: Freezer;
  readonly #init = new InitRecord();
  #phase: Phase;
  #run: RuntimeRun | undefined;
  #lastUsedAtMs: number;
  #invocations = 0;
  #failure: PlatformError | undefined;
  #released: Promise<void> | undefined;
  #shutDown: Promise<void> | undefined;

  constructor(private readonly parts: ExecutionEnvironmentParts) {
    this.startedAtMs = parts.clock.now();
    this.memory = new MemoryGauge(parts.hosted, parts.clock);
    this.alarm = new Alarm(parts.clock, () => this.#phase.onAlarm());
    this.#freezer = new Freezer(parts.hosted);
    this.#lastUsedAtMs = this.startedAtMs;
    this.#phase = new IdlePhase(this);
    parts.hosted.onLost((reason) => this.lose(reason));
  }

  /** Starts INIT; called once, before anybody else knows the sandbox. */
  initialise(): void {
    const stopListening = this.onIdle(() => {
      stopListening();
      this.parts.hosted.initialised?.();
    });
    this.#phase = new InitPhase(this, this.#init);
  }

  get id(): string {
    return this.parts.id;
  }
  get name(): string {
    return this.parts.hosted.name;
  }
  get hostKind(): 'docker' | 'process' {
    return this.parts.hostKind;
  }
  get startPath(): string {
    return this.parts.hosted.startPath;
  }
  get function(): FunctionVersion {
    return this.parts.function;
  }
  get state(): SandboxState {
    return this.#lifecycle.state;
  }
  get lastUsedAtMs(): number {
    return this.#lastUsedAtMs;
  }
  get invocations(): number {
    return this.#invocations;
  }
  get expiresAtMs(): number | undefined {
    return this.parts.expiresAtMs;
  }
  get initializationType(): InitializationType {
    return this.parts.initializationType;
  }
  get paused(): boolean {
    return this.#freezer.isFrozen;
  }
  get initError(): string | undefined {
    return this.#init.errorType;
  }
  get failure(): PlatformError | undefined {
    return this.#failure;
  }
  get clock(): Clock {
    return this.parts.clock;
  }
  get log(): SandboxLog {
    return this.parts.log;
  }
  get run(): RuntimeRun | undefined {
    return this.#run;
  }

  invoke(invocation: Invocation, sink?: ResponseSink): Promise<SandboxInvocation> {
    this.#lifecycle.moveTo('busy');
    this.#invocations += 1;
    this.#lastUsedAtMs = this.clock.now();
    const phase = new InvokePhase(this, invocation, sink, this.#init.takeDurationMs());
    this.#phase = phase;
    return phase.begin();
  }

  async pause(): Promise<void> {
    if (this.state === 'idle') await this.#freezer.freeze();
  }

  thaw(): Promise<void> | undefined {
    return this.#freezer.thaw();
  }

  onIdle(listener: () => void): Unsubscribe {
    return this.#lifecycle.onIdle(listener);
  }

  onStopped(listener: (reason: string) => void): Unsubscribe {
    return this.#lifecycle.onStopped(listener);
  }

  async stop(reason: string, graceMs: number): Promise<void> {
    if (this.#lifecycle.inService) this.#lifecycle.moveTo('stopping');
    if (this.state === 'stopping') {
      await this.#phase.finishWithin(graceMs);
      this.#shutDown ??= this.#shutDownPhase(reason);
      await this.#shutDown;
    }
    await this.#released;
  }

  startRuntime(): void {
    this.#run = new RuntimeRun(this.parts.hosted, this.parts.runtimeApi, {
      onStarted: () => this.#phase.onStarted(),
      onNext: () => this.#phase.onNext(),
      onInitError: (error) => this.#phase.onInitError(error),
      onConnectionLost: () => this.#phase.onConnectionLost(),
      onExit: (exit) => this.#phase.onExit(exit),
      onStartFailed: (error) => this.#phase.onStartFailed(error),
    });
  }

  checkRuntime(): void {
    this.parts.hosted.checkRuntime?.();
  }

  forgetRuntime(): void {
    this.#run = undefined;
  }

  async resetRuntime(patienceMs: number): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    try {
      await run?.end(this.clock, patienceMs);
    } catch (error) {
      this.lose('the runtime could not be killed', error);
    }
    this.becomeIdle();
  }

  becomeIdle(): void {
    if (!this.#lifecycle.inService) return;
    this.#phase = new IdlePhase(this);
    this.#lastUsedAtMs = this.clock.now();
    this.#lifecycle.moveTo('idle');
  }

  becomeBusy(): void {
    if (this.#lifecycle.inService) this.#lifecycle.moveTo('busy');
  }

  lose(reason: string, cause?: unknown): void {
    if (this.#released !== undefined) return;
    const text = cause === undefined ? reason : `${reason}: ${messageOf(cause)}`;
    this.#failure = new PlatformError(`Sandbox "${this.name}" of function "${this.function.name}" was lost: ${text}`, {
      cause,
    });
    this.#phase.onLost();
    this.#run?.abandon();
    this.#released = this.#release();
    this.#lifecycle.stop(reason);
  }

  /** SHUTDOWN: without extensions the runtime gets no time of its own (runtime contract §2.3): removing its place kills it. */
  async #shutDownPhase(reason: string): Promise<void> {
    this.#run?.abandon();
    if (this.#released !== undefined) return;
    this.#released = this.#release();
    await this.#released;
    this.#lifecycle.stop(reason);
  }

  async #release(): Promise<void> {
    this.alarm[Symbol.dispose]();
    this.log.close();
    await releasePlace(this.parts);
  }
}
