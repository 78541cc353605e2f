import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PlatformError } from '../../src/base/index.js';
import { pollUntil } from './poll-until.js';

export interface ProgramStart {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets everything the program prints. A file, because reading a pipe would cost the client of the measurement. */
  readonly outputFile: string;
  /** Asks it to stop; default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

const longestStopMs = 60_000;

/** A program that a bench starts and stops, its output in a file. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #status: number | null | undefined;

  constructor(private readonly start: ProgramStart) {
    const output = openSync(start.outputFile, 'w');
    this.#child = spawn(start.command, [...start.parameters], {
      cwd: start.folder,
      env: { ...process.env, ...start.environment },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#ended = once(this.#child, 'exit').then(([status]: (number | null)[]) => (this.#status = status ?? null));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Exit status; null after a signal, undefined while it runs. */
  get status(): number | null | undefined {
    return this.#status;
  }

  async output(): Promise<string> {
    return readFile(this.start.outputFile, 'utf8');
  }

  /** Settles with the output as soon as it has this text. */
  async says(words: RegExp, signal: AbortSignal, patienceMs = 60_000): Promise<string> {
    return pollUntil(
      async () => {
        const output = await this.output();
        if (words.test(output)) return output;
        if (this.#status !== undefined) throw new PlatformError(`It ended before it said ${words.source}:\n${output}`);
        return undefined;
      },
      { what: `"${words.source}" of ${this.start.parameters.join(' ')}`, signal, patienceMs, everyMs: 2 },
    );
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#status !== undefined) return;
    this.signal(this.start.stopSignal ?? 'SIGTERM');
    const impatient = setTimeout(() => {
      this.signal('SIGKILL');
    }, longestStopMs);
    await this.#ended;
    clearTimeout(impatient);
  }
}
