import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../../base/index.js';
import type { RuntimeExit, SandboxSpec } from '../../sandbox-host.js';
import type { GateProgram } from '../launch/launcher.js';
import type { ProcessGate } from '../gates/process-gate.js';
import { OutputPump } from './output-pump.js';
import { signalProcess } from './process-group.js';
import { channelOf } from './runtime-channel.js';
import { killWithStrays, signalWithStrays } from './strays.js';

export interface ProcessStart {
  readonly command: string;
  /** The command's name for messages, as it would be on AWS. */
  readonly toldCommand: string;
  readonly parameters: readonly string[];
  readonly folder: string;
  /** What can wait in the command's stead. */
  readonly gate?: GateProgram;
  readonly environment: Readonly<Record<string, string>>;
  /** Marks the processes of the sandbox; see `killWithStrays`. */
  readonly runtimeFolder: string;
  readonly onOutput: SandboxSpec['onOutput'];
  /** Takes the channel on which the client talks; absent where it does so over HTTP. */
  readonly onChannel?: (channel: Duplex) => void;
  readonly clock: Clock;
}

const silenceMs = 500;
const channelPatienceMs = 2000;

/** A running runtime: the leader of a process group of its own. */
export class RuntimeProcess {
  /** Settles when the whole group is gone and its output has been taken. */
  readonly exited: Promise<RuntimeExit>;
  #paused = false;
  #signals: Promise<void> = Promise.resolve();

  private constructor(
    readonly pid: number,
    child: ChildProcess,
    private readonly start: ProcessStart,
  ) {
    const channel = start.onChannel === undefined ? undefined : channelOf(child);
    if (channel !== undefined) start.onChannel?.(channel);
    this.exited = this.#watch(child, channel);
    // A gate's was held since it said that it waits.
    channel?.resume();
  }

  /** Starts it, by the gate where one waits; rejects with the system's error when the program cannot be run. */
  static async start(start: ProcessStart, gate?: ProcessGate): Promise<RuntimeProcess> {
    if (gate !== undefined && !gate.hasEnded) {
      gate.handOver(start);
      return new RuntimeProcess(gate.pid, gate.child, start);
    }
    const child = spawn(start.command, start.parameters, {
      cwd: start.folder,
      env: { ...start.environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(start.onChannel === undefined ? [] : ['pipe' as const])],
    });
    if (child.pid !== undefined) return new RuntimeProcess(child.pid, child, start);
    throw await new Promise<Error>((resolve) => child.once('error', resolve));
  }

  /** Kills the whole group; settles when it is gone. */
  async kill(): Promise<void> {
    await killWithStrays(this.pid, this.start.runtimeFolder);
    await this.exited;
  }

  /** Stops every process of the sandbox until `resume`. */
  pause(): Promise<void> {
    return this.#freeze(true);
  }

  resume(): Promise<void> {
    return this.#freeze(false);
  }

  /** Asks the runtime to end, and kills the whole group after `graceMs`. */
  async terminate(graceMs: number): Promise<void> {
    await this.resume();
    signalProcess(this.pid, 'SIGTERM');
    const cancel = this.start.clock.schedule(graceMs, () => void this.kill());
    await this.exited;
    cancel();
  }

  /** In turn: processes that have left the group are looked for, which takes a moment. */
  #freeze(paused: boolean): Promise<void> {
    this.#signals = this.#signals.then(async () => {
      if (this.#paused === paused) return;
      this.#paused = paused;
      await signalWithStrays(this.pid, this.start.runtimeFolder, paused ? 'SIGSTOP' : 'SIGCONT');
    });
    return this.#signals;
  }

  async #watch(child: ChildProcess, channel: Duplex | undefined): Promise<RuntimeExit> {
    const { onOutput, clock, runtimeFolder } = this.start;
    const pumps = (['stdout', 'stderr'] as const).flatMap((name) => {
      const stream = child[name];
      return stream === null ? [] : [new OutputPump(stream, (chunk) => onOutput(name, chunk))];
    });
    const exit = await new Promise<RuntimeExit>((resolve) => {
      child.once('exit', (exitCode, signal) => {
        resolve({
          ...(exitCode === null ? {} : { exitCode }),
          ...(signal === null ? {} : { signal }),
          outOfMemory: false,
        });
      });
    });
    // Whatever the runtime has started ends with it; only then do the pipes close.
    await killWithStrays(this.pid, runtimeFolder);
    for (const pump of pumps) pump.endWhenSilent(clock, silenceMs);
    await Promise.all([...pumps.map((pump) => pump.finished), channel && closed(channel, clock)]);
    return exit;
  }
}

/** Settles when everything that was written to it has been read; it is given up when a process out of reach holds it open. */
function closed(channel: Duplex, clock: Clock): Promise<void> {
  if (channel.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.schedule(channelPatienceMs, () => channel.destroy());
    channel.once('close', () => {
      cancel();
      resolve();
    });
  });
}
