import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { type Clock, type Deferred, deferred } from '../../../../base/index.js';
import { Demultiplexer } from '../containers/demultiplexer.js';

interface Command {
  readonly done: Deferred<string>;
  readonly number: number;
}

/**
 * A shell that is a container's process and reads its script from the container's input: commands one after the other, each with its
 * outcome. Needs nothing in the image but `/bin/sh`, and works wherever the engine is.
 */
export class AttachedShell {
  readonly #running: Command[] = [];
  readonly #onData: (chunk: Buffer) => void;
  readonly #onEnd: () => void;
  #commands = 0;
  /** Written and not yet taken for the outcome of a command. */
  #text = '';
  #ended = false;

  private constructor(
    private readonly stream: Duplex,
    private readonly clock: Clock,
  ) {
    const demultiplexer = new Demultiplexer();
    this.#onData = (chunk) => {
      for (const piece of demultiplexer.pieces(chunk)) this.#take(piece.chunk.toString('utf8'));
    };
    this.#onEnd = () => {
      this.#end();
    };
    stream.on('data', this.#onData);
    for (const end of ['end', 'close', 'error']) stream.on(end, this.#onEnd);
  }

  /** For a container that has been created with an open input and is not started yet. */
  static async attach(container: Docker.Container, clock: Clock): Promise<AttachedShell> {
    return new AttachedShell(await attachBothWays(container), clock);
  }

  /** Settles with what the commands wrote; rejects with it when they fail, when the shell is gone, and after `withinMs`. */
  async run(commands: string, withinMs: number): Promise<string> {
    if (this.#ended) throw new Error('the shell has ended');
    this.#commands += 1;
    const number = this.#commands;
    const done = deferred<string>();
    this.#running.push({ done, number });
    const outcome = `then printf '\\ndone ${number}\\n'; else printf '\\nfailed ${number}\\n'; fi`;
    this.stream.write(`if { ${commands}\n} 2>&1 </dev/null; ${outcome}\n`);
    const cancel = this.clock.schedule(withinMs, () => {
      done.reject(new Error(`the shell has not answered within ${withinMs} ms`));
    });
    try {
      return await done.promise;
    } finally {
      cancel();
    }
  }

  /** The connection itself, for whoever goes on with it; no command may be running. */
  release(): Duplex {
    this.stream.pause();
    this.stream.off('data', this.#onData);
    for (const end of ['end', 'close']) this.stream.off(end, this.#onEnd);
    return this.stream;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  close(): void {
    this.stream.destroy();
  }

  #take(text: string): void {
    this.#text += text;
    for (;;) {
      const [command] = this.#running;
      if (command === undefined) break;
      const outcome = new RegExp(`\\n(done|failed) ${command.number}\\n`).exec(this.#text);
      if (outcome === null) return;
      this.#running.shift();
      const written = this.#text.slice(0, outcome.index).trim();
      this.#text = this.#text.slice(outcome.index + outcome[0].length);
      if (outcome[1] === 'done') command.done.resolve(written);
      else command.done.reject(new Error(written === '' ? 'a command failed' : written));
    }
    this.#text = '';
  }

  #end(): void {
    this.#ended = true;
    for (const { done } of this.#running.splice(0)) done.reject(new Error('the shell has ended'));
  }
}

/** A connection that carries the container's input and its multiplexed output. */
export async function attachBothWays(container: Docker.Container): Promise<Duplex> {
  const attached = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
  return attached as unknown as Duplex;
}

/** A text as one word of a shell command. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
