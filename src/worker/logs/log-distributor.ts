import { type Logger, messageOf } from '../../base/index.js';
import type { LogDestination, LogLine } from './invocation-log.js';

/** Hands every line to all destinations; one that fails is told once and left out from then on. */
export class LogDistributor {
  readonly #destinations = new Set<LogDestination>();

  constructor(private readonly logger: Logger) {}

  add(destination: LogDestination): () => void {
    this.#destinations.add(destination);
    return () => {
      this.#destinations.delete(destination);
    };
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
    if (!this.#destinations.delete(destination)) return;
    this.logger.warn(`A destination of function logs failed and gets no more lines: ${messageOf(error)}`);
  }
}
