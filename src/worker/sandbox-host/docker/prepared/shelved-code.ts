import { randomHex } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import type { BootstrapSight } from '../code/bootstrap-sight.js';
import type { CodePlace } from '../code/code-place.js';
import { contentKey } from '../code/content-key.js';
import type { BootstrapState, DeliveredCode } from '../code/delivered-code.js';
import { type CodeLease, Deliveries, type Delivery } from '../code/deliveries.js';
import { sendSource } from '../code/send-source.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import { SHELF_MOUNT } from './keeper-config.js';
import type { Shelf } from './shelf.js';
import type { Stock } from '../../stock/stock.js';

interface Wanted {
  readonly sources: readonly CodeSource[];
  readonly imageId: string;
}

const WANTED_KEPT = 16;

/**
 * Code on the shelf, one folder per content. Only what lies there can be put into a gate; sandboxes without a gate mount the same
 * folder. Used once a gate has shown that it can read what lies there.
 */
export class ShelvedCode implements CodePlace, Stock {
  readonly #deliveries = new Deliveries<Delivery>();
  readonly #wanted = new Map<string, Wanted>();
  readonly #there = new Set<string>();
  #isProven = false;

  constructor(
    private readonly shelf: Shelf,
    private readonly sight: BootstrapSight,
  ) {}

  /**
   * Whether to take the sources from the shelf. What lies elsewhere already, or cannot go to the shelf yet, is put there later: no
   * start waits for a second delivery.
   */
  takes(sources: readonly CodeSource[], imageId: string, liesElsewhere: boolean): boolean {
    const key = contentKey(sources);
    if (this.#there.has(key)) return true;
    if (!liesElsewhere && (this.#deliveries.has(key) || (this.#isProven && this.shelf.isOpen))) return true;
    if (this.#deliveries.has(key)) return false;
    this.#wanted.delete(key);
    this.#wanted.set(key, { sources, imageId });
    const [oldest] = this.#wanted.keys();
    if (this.#wanted.size > WANTED_KEPT && oldest !== undefined) this.#wanted.delete(oldest);
    return false;
  }

  /** A gate has read what was put before it. */
  prove(): void {
    this.#isProven = true;
  }

  /** The shelf itself was lost. */
  forgetAll(): void {
    this.#there.clear();
    this.#deliveries.forget(() => true);
  }

  deliver(sources: readonly CodeSource[], imageId: string): Promise<void> {
    const key = contentKey(sources);
    return this.#deliveries.deliver(key, () => this.#begin(key, sources, imageId));
  }

  lease(sources: readonly CodeSource[], imageId: string): Promise<CodeLease> {
    const key = contentKey(sources);
    return this.#deliveries.lease(key, () => this.#begin(key, sources, imageId));
  }

  async refillOne(): Promise<boolean> {
    const [next] = this.#wanted;
    if (next === undefined || !this.#isProven || !this.shelf.isOpen) return false;
    const [key, { sources, imageId }] = next;
    this.#wanted.delete(key);
    await this.deliver(sources, imageId);
    return true;
  }

  drop(): Promise<void> {
    return this.shelf.close();
  }

  views(): readonly [] {
    return [];
  }

  #begin(key: string, sources: readonly CodeSource[], imageId: string): Delivery {
    // A name of its own: the same content may be delivered again while its last folder is being removed.
    const folder = `code/${key.slice(0, 16)}-${randomHex(2)}`;
    const ready = this.#fill(folder, sources, imageId);
    ready.then(
      () => this.#there.add(key),
      () => undefined,
    );
    return {
      ready,
      discard: async () => {
        this.#there.delete(key);
        await ready.catch(() => undefined);
        this.shelf.runBehind(`rm -rf ${folder}`);
      },
    };
  }

  async #fill(folder: string, sources: readonly CodeSource[], imageId: string): Promise<DeliveredCode> {
    await this.shelf.run(`mkdir ${folder}`);
    const container = await this.shelf.openDelivery(imageId);
    try {
      let bootstrap: BootstrapState = 'absent';
      for (const source of sources) {
        const seen = await sendSource(container, source, this.sight, `${SHELF_MOUNT}/${folder}`);
        if (seen !== 'absent') bootstrap = seen;
      }
      const mount = { type: 'bind', source: this.shelf.pathOf(folder), readOnly: true } as const;
      return { mount, bootstrap, shelfFolder: folder };
    } finally {
      await ignoreAlreadyDone(container.remove({ force: true, v: true }));
    }
  }
}
