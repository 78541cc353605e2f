import type { HostedSandbox } from '../sandbox-host/index.js';

/** Freezes a sandbox's processes while nobody needs them, one change after the other; where a host cannot, they go on running. */
export class Freezer {
  #isFrozen = false;
  #change: Promise<void> = Promise.resolve();

  constructor(private readonly hosted: HostedSandbox) {}

  /** True from the moment it is asked for until `thaw`. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  freeze(): Promise<void> {
    const { hosted } = this;
    if (!this.#isFrozen && hosted.pause !== undefined && hosted.resume !== undefined) {
      this.#isFrozen = true;
      this.#change = this.#change.then(() => hosted.pause?.());
    }
    return this.#change;
  }

  /** Settles when the processes go on; undefined when they do already, so that a warm invocation waits for nothing. */
  thaw(): Promise<void> | undefined {
    if (!this.#isFrozen) return undefined;
    this.#isFrozen = false;
    // A pause that failed may have happened all the same.
    const { hosted } = this;
    this.#change = this.#change.catch(() => undefined).then(() => hosted.resume?.());
    return this.#change;
  }
}
