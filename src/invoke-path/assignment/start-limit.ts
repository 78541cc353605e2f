import type { StartCounts } from './assignment.js';

/** Somebody with starts waiting for their turn. */
export interface StartSource {
  readonly waitingStarts: number;
  /** Somebody waits for them; the others are begun only when none of these is left, and never take the last permit. */
  readonly isUrgent: boolean;
  /** Begins one of them and takes it off `waitingStarts`; the permit is held until `release` is called, once. */
  beginStart(release: () => void): void;
}

/**
 * Bounds the starts in flight on this machine (design decision 10: all at once makes the first ready four times later), in
 * turn over the functions that want one, so that a flood of one does not hold back another.
 */
export class StartLimit {
  readonly #urgent = new Set<StartSource>();
  readonly #background = new Set<StartSource>();
  #inFlight = 0;

  constructor(private readonly limit: number) {}

  /** To be called whenever `source.waitingStarts` has grown. */
  request(source: StartSource): void {
    (source.isUrgent ? this.#urgent : this.#background).add(source);
    this.#grant();
  }

  counts(): StartCounts {
    let waiting = 0;
    for (const source of [...this.#urgent, ...this.#background]) waiting += source.waitingStarts;
    return { inFlight: this.#inFlight, waiting, limit: this.limit };
  }

  #grant(): void {
    this.#grantTo(this.#urgent, this.limit);
    if (this.#urgent.size === 0) this.#grantTo(this.#background, Math.max(1, this.limit - 1));
  }

  #grantTo(sources: Set<StartSource>, limit: number): void {
    for (const source of sources) {
      if (this.#inFlight >= limit) return;
      sources.delete(source);
      if (source.waitingStarts === 0) continue;
      this.#inFlight += 1;
      source.beginStart(this.#releaseOnce());
      // To the back of the line; the iteration comes to it again.
      if (source.waitingStarts > 0) sources.add(source);
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
