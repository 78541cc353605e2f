import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { GateProgram } from '../launch/launcher.js';
import { channelOf } from '../process/runtime-channel.js';

/** What the process becomes: what a plain start would be given. */
export interface HandOver {
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The program's file first. */
  readonly parameters: readonly string[];
  /** Where set, its client goes on talking on the channel that has told it. */
  readonly onChannel?: (channel: Duplex) => void;
}

/** A process that waits, its language and client loaded, until it is told whose runtime it is; it ends when Hearth does. */
export class ProcessGate {
  #ended = false;

  private constructor(
    readonly child: ChildProcess & { readonly pid: number },
    private readonly channel: Duplex,
  ) {
    child.once('exit', () => {
      this.#ended = true;
    });
  }

  /** Settles when it waits; rejects when it ends before. */
  static async open({ command, parameters, environment }: GateProgram): Promise<ProcessGate> {
    const child = spawn(command, parameters, {
      cwd: '/',
      env: { ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const channel = channelOf(child);
    if (!hasStarted(child) || channel === undefined) {
      throw await new Promise<Error>((resolve) => child.once('error', resolve));
    }
    // What is written to a gate that has just ended is lost, and its end is told.
    channel.on('error', () => undefined);
    await waitUntilReady(child, channel);
    return new ProcessGate(child, channel);
  }

  get pid(): number {
    return this.child.pid;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  onEnd(listener: () => void): void {
    this.child.once('exit', listener);
  }

  handOver({ environment, folder, parameters, onChannel }: HandOver): void {
    const keepsChannel = onChannel !== undefined;
    this.channel.write(`${JSON.stringify({ environment, folder, parameters, keepsChannel })}\n`);
    if (!keepsChannel) this.channel.end();
  }

  /** Settles when it is gone. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}

function hasStarted(child: ChildProcess): child is ChildProcess & { readonly pid: number } {
  return child.pid !== undefined;
}

function waitUntilReady(child: ChildProcess, channel: Duplex): Promise<void> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => {
      reject(new Error('it has ended while it was loading'));
    };
    child.once('exit', onExit);
    channel.once('data', () => {
      child.off('exit', onExit);
      channel.pause();
      resolve();
    });
  });
}
