import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { type Clock, deferred, type Deferred } from '../../../../base/index.js';
import type { RuntimeExit, SandboxSpec } from '../../sandbox-host.js';
import { statusOf } from '../engine/docker-error.js';
import { type ContainerEvent, GAP } from '../engine/engine-events.js';
import { inTime } from '../engine/in-time.js';
import { attachOutput, type Launch } from './launch.js';
import type { MemoryGauge } from './memory-gauge.js';
import { pumpOutput } from './runtime-output.js';
import { signalOfExitCode } from './signal-name.js';
import { invalidEntrypointOfOutput, isWordOfInit } from './start-error.js';

/** How one run of the runtime's process ended. */
export interface RunEnd {
  readonly exit: RuntimeExit;
  /** Set when someone other than this Hearth ended it, or the engine itself is gone: the place cannot be trusted any more. */
  readonly lostBecause?: string;
}

/** An end that nobody saw: the engine was away, and the container is gone or ended meanwhile. */
const KILLED = { signal: 'SIGKILL', outOfMemory: false } as const;

/** Time for what the engine tells late: the last output or an `oom` after the end of the process, that end after the end of the output. */
const SETTLE_MS = 2000;
const OUTPUT_KEPT_FOR_DIAGNOSIS = 400;
/** What may still be on its way when a run is given up. A runtime that nobody serves any more may write without end until it is gone. */
const LAST_OUTPUT_BYTES = 64 * 1024;
/** Signals by which `docker kill`, `docker stop` and `docker rm -f` end a container. */
const ENDING_SIGNALS = new Set(['9', '15', '2', '3']);

export interface RuntimeRunParts {
  readonly container: Docker.Container;
  readonly launch: Launch;
  readonly onOutput: SandboxSpec['onOutput'];
  readonly clock: Clock;
  readonly underInit: boolean;
  readonly memory: Pick<MemoryGauge, 'killsSinceUnharmed'>;
}

/** One run of the process in a container, from the start to its end. */
export class RuntimeRun {
  readonly #ended: Deferred<RunEnd> = deferred();
  readonly ended: Promise<RunEnd> = this.#ended.promise;
  #output: Readable | undefined;
  #outputEnded: Promise<void> = Promise.resolve();
  #outputOver = false;
  #firstOutput = '';
  #endedByUs = false;
  /** Counts down once the run is given up. */
  #outputLeft = Infinity;
  #outsideSignal: string | undefined;
  readonly #outOfMemory: Deferred<void> = deferred();
  #outOfMemoryTold = false;
  #started = false;
  /** The engine was to be asked about it before the start was over. */
  #isDoubtful = false;
  #questions: Promise<void> = Promise.resolve();
  #settling = false;

  constructor(private readonly parts: RuntimeRunParts) {}

  /** Listens to the output, then starts: nothing that a short-lived process writes is lost. Rejects with the engine's error. */
  async start(): Promise<void> {
    const output = this.#pump(await this.parts.launch.attach());
    try {
      await this.parts.launch.run();
    } catch (error) {
      output.destroy();
      throw error;
    }
    this.#started = true;
    if (this.#isDoubtful) this.#askEngine('after a gap');
  }

  /** From now on an end is of our making. */
  expectEnd(): void {
    this.#endedByUs = true;
  }

  /** The container is about to be removed by us. */
  giveUp(): void {
    this.expectEnd();
    this.#outputLeft = LAST_OUTPUT_BYTES;
  }

  observe(event: ContainerEvent): void {
    if (event.action === 'oom') {
      this.#outOfMemoryTold = true;
      this.#outOfMemory.resolve();
    }
    if (event.action === 'kill' && !this.#endedByUs) this.#outsideSignal = event.attributes['signal'];
    if (event.action === 'die') void this.#settle(Number(event.attributes['exitCode'] ?? '0'));
    if (event === GAP) this.#askEngine('after a gap');
  }

  /** Asks the engine whether it still runs. */
  check(): void {
    this.#askEngine();
  }

  /** The container has been removed by us, and nothing more will be heard of it. */
  abandon(): void {
    this.#settling = true;
    this.#output?.destroy();
    this.#ended.resolve({ exit: { ...KILLED, exitCode: 137 } });
  }

  #pump(output: Readable): Readable {
    this.#output = output;
    this.#outputOver = false;
    this.#outputEnded = pumpOutput(output, ({ stream, chunk }) => {
      if (this.#firstOutput.length < OUTPUT_KEPT_FOR_DIAGNOSIS) this.#firstOutput += chunk.toString('utf8');
      if (this.parts.underInit && isWordOfInit(this.#firstOutput)) return undefined;
      this.#outputLeft -= chunk.length;
      return this.#outputLeft < 0 ? undefined : this.parts.onOutput(stream, chunk);
    }).then(() => {
      this.#outputOver = true;
      // Its end comes with the process's, or with a broken connection: the event says which, or else the engine is asked.
      this.parts.clock.schedule(SETTLE_MS, () => {
        this.#askEngine();
      });
    });
    return output;
  }

  async #settle(exitCode: number): Promise<void> {
    if (this.#settling) return;
    this.#settling = true;
    await this.#settledOrLate(this.#outputEnded);
    const outOfMemory = exitCode !== 0 && (await this.#ranOutOfMemory(exitCode));
    this.#output?.destroy();
    const exit = this.#describe(exitCode, outOfMemory);
    const outside = this.#outsideSignal;
    if (outside === undefined || !ENDING_SIGNALS.has(outside)) this.#ended.resolve({ exit });
    else this.#ended.resolve({ exit, lostBecause: `ended from outside with signal ${outside}` });
  }

  #describe(exitCode: number, outOfMemory: boolean): RuntimeExit {
    const signal = signalOfExitCode(exitCode, this.parts.underInit);
    const invalidEntrypoint =
      exitCode === 0 || signal !== undefined ? undefined : invalidEntrypointOfOutput(this.#firstOutput);
    return {
      exitCode,
      outOfMemory,
      ...(signal === undefined ? {} : { signal }),
      ...(invalidEntrypoint === undefined ? {} : { invalidEntrypoint }),
    };
  }

  /**
   * The engine's watch over memory is not ordered with the end, and on a busy machine tells of it up to a second later, or never. So a kill
   * that nobody explains waits for it, unless the kernel has killed nobody; and where it has, that explains it.
   */
  async #ranOutOfMemory(exitCode: number): Promise<boolean> {
    if (await this.#isToldOutOfMemory()) return true;
    if (!this.#isUnexplainedKill(exitCode)) return false;
    const kills = this.parts.memory.killsSinceUnharmed();
    if (kills === 0) return false;
    await this.#settledOrLate(this.#outOfMemory.promise);
    if (await this.#isToldOutOfMemory()) return true;
    return kills !== undefined && this.#isUnexplainedKill(exitCode);
  }

  #isUnexplainedKill(exitCode: number): boolean {
    const isKill = signalOfExitCode(exitCode, this.parts.underInit) === 'SIGKILL';
    return isKill && !this.#endedByUs && this.#outsideSignal === undefined;
  }

  async #isToldOutOfMemory(): Promise<boolean> {
    if (this.#outOfMemoryTold) return true;
    try {
      return (await inTime(this.parts.container.inspect(), this.parts.clock)).State.OOMKilled;
    } catch {
      return false;
    }
  }

  async #settledOrLate(settled: Promise<void>): Promise<void> {
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.parts.clock.schedule(SETTLE_MS, resolve);
    });
    await Promise.race([settled, late]);
    cancel();
  }

  /** For when the `die` event may have been missed; one question after the other. */
  #askEngine(when?: 'after a gap'): void {
    this.#questions = this.#questions.then(() => this.#ask(when));
  }

  async #ask(when?: 'after a gap'): Promise<void> {
    if (this.#settling) return;
    if (!this.#started) {
      this.#isDoubtful = true;
      return;
    }
    try {
      const { State } = await inTime(this.parts.container.inspect(), this.parts.clock);
      // An engine that was restarted says 0 of what ended with it.
      if (!State.Running && when === 'after a gap' && State.ExitCode === 0 && !this.#endedByUs) {
        this.#lose('it ended while the Docker engine was away');
      } else if (!State.Running) await this.#settle(State.ExitCode);
      else if (this.#outputOver) this.#pump(await attachOutput(this.parts.container));
    } catch (error) {
      const isGone = statusOf(error) === 404;
      this.#lose(isGone ? 'the container was removed from outside' : 'the Docker engine does not answer');
    }
  }

  /** To its caller it looks like any sandbox that somebody has killed. */
  #lose(because: string): void {
    this.#settling = true;
    this.#output?.destroy();
    this.#ended.resolve({ exit: KILLED, lostBecause: because });
  }
}
