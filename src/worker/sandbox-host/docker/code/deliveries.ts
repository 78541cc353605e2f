import type { DeliveredCode } from './delivered-code.js';

/** Deliveries that no sandbox uses are kept for the next start of the same code, the last ones used first. */
const UNUSED_KEPT = 16;

/** A delivery in use; `release` when its sandbox is gone. */
export interface CodeLease {
  readonly delivered: DeliveredCode;
  release(): void;
}

/** Files on their way to a place, or there. */
export interface Delivery {
  readonly ready: Promise<DeliveredCode>;
  /** Removes them; never rejects. */
  discard(): Promise<void>;
}

interface KeptDelivery<D extends Delivery> {
  readonly delivery: D;
  users: number;
}

/** Deliveries by content: each is made once, shared by all who need it, and discarded when too many others were used after it. */
export class Deliveries<D extends Delivery> {
  /** Least recently used first. */
  readonly #kept = new Map<string, KeptDelivery<D>>();

  /** Settles when it is there. */
  async deliver(key: string, begin: () => D): Promise<void> {
    await this.#find(key, begin).delivery.ready;
  }

  /** The same, and keeps it until the release. */
  async lease(key: string, begin: () => D): Promise<CodeLease> {
    const kept = this.#find(key, begin);
    kept.users += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      kept.users -= 1;
      this.#dropUnused();
    };
    try {
      return { delivered: await kept.delivery.ready, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Undefined when there is none, or somebody uses it. */
  unused(key: string): D | undefined {
    const kept = this.#kept.get(key);
    return kept?.users === 0 ? kept.delivery : undefined;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  /** The next to need one of these gets it delivered anew; nothing is discarded. */
  forget(isMeant: (delivery: D) => boolean): void {
    for (const [key, { delivery }] of this.#kept) if (isMeant(delivery)) this.#kept.delete(key);
  }

  list(): readonly D[] {
    return [...this.#kept.values()].map(({ delivery }) => delivery);
  }

  async discardAll(): Promise<void> {
    const all = this.list();
    this.#kept.clear();
    await Promise.all(all.map((delivery) => delivery.discard()));
  }

  #find(key: string, begin: () => D): KeptDelivery<D> {
    const kept = this.#kept.get(key) ?? this.#keep(key, begin());
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  #keep(key: string, delivery: D): KeptDelivery<D> {
    const kept = { delivery, users: 0 };
    delivery.ready.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    });
    return kept;
  }

  #dropUnused(): void {
    const unused = [...this.#kept.entries()].filter(([, { users }]) => users === 0);
    for (const [key, { delivery }] of unused.slice(0, Math.max(0, unused.length - UNUSED_KEPT))) {
      this.#kept.delete(key);
      void delivery.discard();
    }
  }
}
