import type { Readable } from 'node:stream';
import type { Clock } from '../../../../base/index.js';

type TakeChunk = (chunk: Buffer) => Promise<void> | undefined;

/** One stream of a process's output on its way to a reader that may be slow: nothing is read while the reader holds it back. */
export class OutputPump {
  /** Settles when the stream has ended and the reader has taken everything. */
  readonly finished: Promise<void>;
  #activity = 0;
  #readerIsBusy = false;

  constructor(
    private readonly stream: Readable,
    private readonly take: TakeChunk,
  ) {
    this.finished = this.#run();
  }

  /**
   * To be called when the process has ended: gives the stream up once it has been silent for `silenceMs` although the reader
   * was free, because then a process out of reach holds the pipe open.
   */
  endWhenSilent(clock: Clock, silenceMs: number): void {
    const seen = this.#activity;
    const cancel = clock.schedule(silenceMs, () => {
      if (this.#activity === seen && !this.#readerIsBusy) this.stream.destroy();
      else this.endWhenSilent(clock, silenceMs);
    });
    void this.finished.then(cancel);
  }

  async #run(): Promise<void> {
    try {
      for await (const chunk of this.stream) {
        this.#activity += 1;
        this.#readerIsBusy = true;
        await this.take(chunk as Buffer);
        this.#readerIsBusy = false;
      }
    } catch {
      // Given up, or the reader has failed: then there is no one left to tell.
      this.stream.resume();
    }
  }
}
