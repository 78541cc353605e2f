import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { type CancelTimer, type Clock, type Logger, messageOf } from '../../../../base/index.js';
import { JsonLines } from './json-lines.js';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 1000;

export interface EventStreamParts {
  readonly docker: Docker;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly onEvent: (event: unknown) => void;
  /** The stream broke: `isBack` tells whether it stands again, or the engine cannot be reached (told again with every try). */
  readonly onGap: (isBack: boolean) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A stream of the engine's events, opened anew whenever it breaks. */
export class EventStream implements AsyncDisposable {
  #stream: Readable | undefined;
  #cancelRetry: CancelTimer | undefined;
  #closed = false;

  constructor(private readonly parts: EventStreamParts) {}

  /** Settles when the stream stands: from then on no event is missed. */
  async open(): Promise<void> {
    const filters = Object.fromEntries(Object.entries(this.parts.filters).map(([name, values]) => [name, [...values]]));
    const stream = (await this.parts.docker.getEvents({ filters })) as unknown as Readable;
    if (this.#closed) {
      stream.destroy();
      return;
    }
    this.#stream = stream;
    const lines = new JsonLines();
    stream.on('data', (chunk: Buffer) => {
      for (const value of lines.values(chunk)) this.parts.onEvent(value);
    });
    let over = false;
    const reopen = (): void => {
      if (over) return;
      over = true;
      stream.destroy();
      this.#reopenAfter(FIRST_RETRY_MS);
    };
    for (const end of ['end', 'close', 'error']) stream.on(end, reopen);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#stream?.destroy();
    return Promise.resolve();
  }

  #reopenAfter(delayMs: number): void {
    if (this.#closed) return;
    this.#cancelRetry = this.parts.clock.schedule(delayMs, () => {
      this.open().then(
        () => {
          this.parts.onGap(true);
        },
        (error: unknown) => {
          this.parts.logger.debug(`Docker's events cannot be read: ${messageOf(error)}`);
          // Who watches must hear of an engine that is gone too: each asks for itself and learns it.
          this.parts.onGap(false);
          this.#reopenAfter(Math.min(delayMs * 2, LONGEST_RETRY_MS));
        },
      );
    });
  }
}
