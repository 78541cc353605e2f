import { type Logger, messageOf } from '../../base/index.js';
import type { LogDestination, LogLine } from './invocation-log.js';

/** Hands every line to all destinations; one that fails is told once and left out from then on. */
export class LogDistributor {
  /** Replaced at each change. */
  #destinations: readonly LogDestination[] = [];

  constructor(private readonly logger: Logger) {}

  add(destination: LogDestination): () => void {
    this.#destinations = [...this.#destinations, destination];
    return () => this.#without(destination);
  }

  /** A promise when at least one destination asks to wait; it never rejects. */
  write(line: LogLine): Promise<void> | undefined {
    let pending: Promise<void>[] | undefined;
    for (const destination of this.#destinations) {
      const wait = this.#writeTo(destination, line);
      if (wait !== undefined) (pending ??= []).push(wait);
    }
    return pending === undefined ? undefined : Promise.all(pending).then(() => undefined);
  }

  #writeTo(destination: LogDestination, line: LogLine): Promise<void> | undefined {
    try {
      return destination.write(line)?.catch((error: unknown) => this.#drop(destination, error));
    } catch (error) {
      this.#drop(destination, error);
      return undefined;
    }
  }

  #drop(destination: LogDestination, error: unknown): void {
    if (!this.#destinations.includes(destination)) return;
    this.#without(destination);
    this.logger.warn(`A destination of function logs failed and gets no more lines: ${messageOf(error)}`);
  }

  #without(destination: LogDestination): void {
    this.#destinations = this.#destinations.filter((each) => each !== destination);
  }
}
