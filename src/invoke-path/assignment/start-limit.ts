import type { StartCounts } from './assignment.js';

/** Somebody with starts waiting for their turn. */
export interface StartSource {
  readonly waitingStarts: number;
  /** Begins one of them and takes it off `waitingStarts`; the permit is held until `release` is called, once. */
  beginStart(release: () => void): void;
}

/**
 * Bounds the starts in flight on this machine (design decision 10: all at once makes the first ready four times later), in
 * turn over the functions that want one, so that a flood of one does not hold back another.
 */
export class StartLimit {
  readonly #sources = new Set<StartSource>();
  #inFlight = 0;

  constructor(private readonly limit: number) {}

  /** To be called whenever `source.waitingStarts` has grown. */
  request(source: StartSource): void {
    this.#sources.add(source);
    this.#grant();
  }

  counts(): StartCounts {
    let waiting = 0;
    for (const source of this.#sources) waiting += source.waitingStarts;
    return { inFlight: this.#inFlight, waiting, limit: this.limit };
  }

  #grant(): void {
    for (const source of this.#sources) {
      if (this.#inFlight >= this.limit) return;
      this.#sources.delete(source);
      if (source.waitingStarts === 0) continue;
      this.#inFlight += 1;
      source.beginStart(this.#releaseOnce());
      // To the back of the line; the iteration comes to it again.
      if (source.waitingStarts > 0) this.#sources.add(source);
    }
  }

  #releaseOnce(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#inFlight -= 1;
      this.#grant();
    };
  }
}
