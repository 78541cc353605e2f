import type { ProvisionedView } from './assignment.js';

/** How many booted sandboxes a generation shall hold, and why there are not so many. */
export class ProvisionedTarget {
  #requested = 0;
  #failure: string | undefined;

  get requested(): number {
    return this.#requested;
  }

  request(count: number): void {
    this.#requested = count;
    this.#failure = undefined;
  }

  failed(reason: string): void {
    this.#failure = reason;
  }

  booted(): void {
    this.#failure = undefined;
  }

  /** Undefined when nothing is wanted. */
  view(bootedCount: number): ProvisionedView | undefined {
    if (this.#requested === 0) return undefined;
    const booted = Math.min(bootedCount, this.#requested);
    const counts = { requested: this.#requested, allocated: booted, available: booted };
    if (booted === this.#requested) return { ...counts, status: 'READY' };
    if (this.#failure === undefined) return { ...counts, status: 'IN_PROGRESS' };
    return { ...counts, status: 'FAILED', statusReason: this.#failure };
  }
}
