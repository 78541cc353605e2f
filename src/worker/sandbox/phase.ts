import type { Alarm, Clock } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { SandboxLog } from '../logs/index.js';
import type { MemoryGauge } from './memory-gauge.js';
import type { RuntimeRun, RuntimeRunListener } from './runtime-run.js';

/** What a sandbox is doing; it takes everything that the runtime and the host tell, until the next phase takes over. */
export interface Phase extends RuntimeRunListener {
  /** The time that the phase has set is over. */
  onAlarm(): void;
  /** The place is gone: settles what is running. */
  onLost(): void;
  /** The sandbox shall stop: settles at the phase's own end, or cuts it short after `graceMs`. */
  finishWithin(graceMs: number): Promise<void>;
}

/** What a phase may do with its sandbox. */
export interface PhaseContext {
  readonly clock: Clock;
  /** Belongs to the phase that the sandbox is in, which stops it at its end. */
  readonly alarm: Alarm;
  readonly log: SandboxLog;
  readonly memory: MemoryGauge;
  readonly function: FunctionVersion;
  readonly run: RuntimeRun | undefined;
  /** Starts the runtime's process; what it tells comes to the phase. */
  startRuntime(): void;
  /** Lets frozen processes go on; undefined when none are. */
  thaw(): Promise<void> | undefined;
  /** The runtime's process is gone: the next invocation starts it anew. */
  forgetRuntime(): void;
  /** The runtime may be gone without a word: its host is asked, and tells its end as always. */
  checkRuntime(): void;
  /** Kills the runtime, after `patienceMs` to exit by itself, then `becomeIdle`; the sandbox is lost when that fails. */
  resetRuntime(patienceMs: number): Promise<void>;
  /** Ready for the next invocation; does nothing once the sandbox is stopping. */
  becomeIdle(): void;
  /** Not ready for a while although no invocation runs. */
  becomeBusy(): void;
  /** Never usable again. */
  lose(reason: string, cause?: unknown): void;
}

/** How long a runtime whose connection was closed may take to connect again or to be known dead. */
export const reconnectMs = 1000;

/** How long a runtime that reported a failed INIT may take to exit by itself, so that its last output is not cut off. */
export const exitPatienceMs = 300;
