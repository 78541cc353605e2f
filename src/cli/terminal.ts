import type { Io } from './io.js';

const maxStatusLines = 6;
const clearLine = '\r\u001B[K';
const lineUp = '\u001B[1A';
// A line that is wider than the terminal must not wrap: it could not be taken away again.
const withoutWrap = (text: string): string => `\u001B[?7l${text}\u001B[?7h`;

/** The two outputs with status lines that stay at the bottom of a terminal and are never in the way of other lines. */
export class Terminal {
  readonly #statuses = new Map<string, string>();
  #drawn = 0;

  constructor(private readonly io: Pick<Io, 'stdout' | 'stderr' | 'environment'>) {}

  /** Whether there is a terminal that can take a line away again. */
  get showsStatus(): boolean {
    return this.io.stderr.isTerminal && this.io.environment['TERM'] !== 'dumb';
  }

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

  /** One line per key, shown on a terminal only; an empty text takes it away. */
  status(text: string, key = ''): void {
    if (!this.showsStatus || text === (this.#statuses.get(key) ?? '')) return;
    this.#around(() => {
      if (text === '') this.#statuses.delete(key);
      else this.#statuses.set(key, text);
    });
  }

  #around(write: () => void): void {
    if (this.#drawn > 0) {
      this.io.stderr.write(clearLine + `${lineUp}${clearLine}`.repeat(this.#drawn - 1));
      this.#drawn = 0;
    }
    write();
    const lines = this.#lines();
    if (lines.length > 0) this.io.stderr.write(withoutWrap(lines.join('\n')));
    this.#drawn = lines.length;
  }

  #lines(): readonly string[] {
    const all = [...this.#statuses.values()];
    if (all.length <= maxStatusLines) return all;
    return [...all.slice(0, maxStatusLines - 1), `… and ${all.length - maxStatusLines + 1} more`];
  }
}
