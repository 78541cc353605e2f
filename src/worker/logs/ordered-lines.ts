import { deferred, type Deferred } from '../../base/index.js';
import type { LogLine } from './invocation-log.js';

/** A place kept for lines that are not known yet; filling it lets what waits behind it pass. */
export type FillPlace = (lines: readonly LogLine[]) => void;

/** Writes lines in order, also where some of them become known later than those that follow them. */
export class OrderedLines {
  readonly #queue: { lines: readonly LogLine[] | undefined }[] = [];
  #drained: Deferred<void> | undefined;

  constructor(private readonly write: (line: LogLine) => Promise<void> | undefined) {}

  /** A promise when the writer should wait: a destination is slow, or the line waits for one before it. */
  add(line: LogLine): Promise<void> | undefined {
    if (this.#queue.length === 0) return this.write(line);
    this.#queue.push({ lines: [line] });
    return (this.#drained ??= deferred<void>()).promise;
  }

  keepPlace(): FillPlace {
    const place: { lines: readonly LogLine[] | undefined } = { lines: undefined };
    this.#queue.push(place);
    return (lines) => {
      place.lines ??= lines;
      this.#drain();
    };
  }

  #drain(): void {
    for (let lines = this.#queue[0]?.lines; lines !== undefined; lines = this.#queue[0]?.lines) {
      this.#queue.shift();
      for (const line of lines) void this.write(line);
    }
    if (this.#queue.length > 0) return;
    this.#drained?.resolve();
    this.#drained = undefined;
  }
}
