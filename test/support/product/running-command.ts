import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { packageRoot } from '../../../src/base/index.js';
import { type ProgramOptions, type ProgramRun, runProgram } from './run-program.js';

const cli = path.join(packageRoot(), 'dist/cli.js');

const longestWaitMs = 30_000;

/** Longest text that is waited for. */
const longestText = 8192;

/** Runs `hearth` with these words to its end. */
export function runHearth(words: readonly string[], options: ProgramOptions): Promise<ProgramRun> {
  return runProgram(process.execPath, [cli, ...words], options);
}

/** A `hearth` that goes on running; disposing it stops it as Ctrl-C does. */
export class RunningCommand implements AsyncDisposable {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  /** Each is given what has come last: to look through all of it again and again would take longer than it takes to come. */
  readonly #waiting = new Set<(latest: string) => void>();
  readonly #ends = { stdout: '', stderr: '' };

  private constructor(words: readonly string[], { folder, environment = {} }: ProgramOptions) {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    this.#child = spawn(process.execPath, [cli, ...words], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: [...stdio],
    });
    this.#ended = once(this.#child, 'close').then(([status]: (number | null)[]) => status ?? null);
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this[name] += text;
        const latest = this.#ends[name] + text;
        this.#ends[name] = latest.slice(-longestText);
        for (const look of this.#waiting) look(latest);
      });
    }
  }

  /** Settles once it says that it is ready. */
  static async start(words: readonly string[], options: ProgramOptions): Promise<RunningCommand> {
    const command = RunningCommand.launch(words, options);
    await command.says(/Press CTRL\+C to quit/);
    return command;
  }

  /** A command that never says that it is ready. */
  static launch(words: readonly string[], options: ProgramOptions): RunningCommand {
    return new RunningCommand(words, options);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Base URL of the HTTP APIs, and of the AWS API. */
  get apiUrl(): string {
    return /HTTP APIs\s+(https?:\S+)/.exec(this.stderr)?.[1] ?? '';
  }

  get awsUrl(): string {
    return /AWS API\s+(http:\S+)/.exec(this.stderr)?.[1] ?? '';
  }

  /** Settles once either stream has this text; rejects when the command ends before. */
  async says(text: RegExp): Promise<void> {
    const found = (): boolean => text.test(this.stderr) || text.test(this.stdout);
    const appears = new Promise<void>((resolve) => {
      const look = (latest: string): void => {
        if (!text.test(latest)) return;
        this.#waiting.delete(look);
        resolve();
      };
      if (found()) resolve();
      else this.#waiting.add(look);
    });
    const ends = this.#ended.then((status) => {
      if (!found()) throw new Error(`It ended with ${status} before it said ${text.source}:\n${this.stderr}`);
    });
    const patience = AbortSignal.timeout(longestWaitMs);
    const tooLong = once(patience, 'abort').then(() => {
      if (!found())
        throw new Error(`It did not say ${text.source} within ${longestWaitMs} ms:\n${this.stdout}${this.stderr}`);
    });
    await Promise.race([appears, ends, tooLong]);
  }

  /** Sends the signal; `ended` tells the exit status. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  ended(): Promise<number | null> {
    return this.#ended;
  }

  async stop(): Promise<number | null> {
    this.signal('SIGINT');
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const patience = AbortSignal.timeout(longestWaitMs);
    patience.addEventListener('abort', () => {
      this.signal('SIGKILL');
    });
    await this.stop();
  }
}
