import type { Io } from './io.js';

/** The two outputs with a status line that stays at the bottom of a terminal and is never in the way of other lines. */
export class Terminal {
  #status = '';

  constructor(private readonly io: Pick<Io, 'stdout' | 'stderr'>) {}

  outLine(text: string): void {
    this.#around(() => {
      this.io.stdout.write(`${text}\n`);
    });
  }

  errorLine(text: string): void {
    this.#around(() => {
      this.io.stderr.write(`${text}\n`);
    });
  }

  /** Shown on a terminal only; an empty text takes it away. */
  status(text: string): void {
    if (!this.io.stderr.isTerminal || text === this.#status) return;
    this.io.stderr.write(`\r\u001B[K${text}`);
    this.#status = text;
  }

  #around(write: () => void): void {
    if (this.#status === '') {
      write();
      return;
    }
    this.io.stderr.write('\r\u001B[K');
    write();
    this.io.stderr.write(this.#status);
  }
}
