import type { Logger } from './logger.js';
import { messageOf } from './errors.js';

/** Things to stop, stopped in reverse order of adding; a failure while stopping is logged and never keeps the others from stopping. */
export class DisposalStack implements AsyncDisposable {
  readonly #entries: { readonly name: string; readonly stop: () => PromiseLike<void> | void }[] = [];

  constructor(private readonly logger: Logger) {}

  /** Adds `resource`, to be disposed under `name` in messages; answers it. */
  use<T extends AsyncDisposable>(name: string, resource: T): T {
    this.defer(name, () => resource[Symbol.asyncDispose]());
    return resource;
  }

  defer(name: string, stop: () => PromiseLike<void> | void): void {
    this.#entries.push({ name, stop });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let entry = this.#entries.pop(); entry !== undefined; entry = this.#entries.pop()) {
      try {
        await entry.stop();
      } catch (error) {
        this.logger.warn(`Stopping ${entry.name} failed: ${messageOf(error)}`);
      }
    }
  }
}
