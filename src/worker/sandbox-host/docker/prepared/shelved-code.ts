import { type Logger, randomHex } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import type { BootstrapSight } from '../code/bootstrap-sight.js';
import type { CodePlace } from '../code/code-place.js';
import { contentKey } from '../code/content-key.js';
import type { BootstrapState, DeliveredCode } from '../code/delivered-code.js';
import { type CodeLease, Deliveries, type Delivery } from '../code/deliveries.js';
import { sendSource } from '../code/send-source.js';
import { engineMessage, ignoreAlreadyDone } from '../engine/docker-error.js';
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
 * folder.
 */
export class ShelvedCode implements CodePlace, Stock {
  readonly #deliveries = new Deliveries<Delivery>();
  readonly #wanted = new Map<string, Wanted>();
  readonly #there = new Set<string>();

  constructor(
    private readonly shelf: Shelf,
    private readonly sight: BootstrapSight,
    private readonly logger: Logger,
  ) {}

  /**
   * Whether to take the sources from the shelf, which is opened for it. What lies elsewhere already is put there later: no start waits
   * for a second delivery.
   */
  async takes(sources: readonly CodeSource[], imageId: string, liesElsewhere: boolean): Promise<boolean> {
    const key = contentKey(sources);
    if (this.#there.has(key)) return true;
    if (!liesElsewhere && (this.#deliveries.has(key) || (await this.#canOpen(imageId)))) return true;
    if (this.#deliveries.has(key)) return false;
    this.#wanted.delete(key);
    this.#wanted.set(key, { sources, imageId });
    const [oldest] = this.#wanted.keys();
    if (this.#wanted.size > WANTED_KEPT && oldest !== undefined) this.#wanted.delete(oldest);
    return false;
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
    if (next === undefined || !this.shelf.isOpen) return false;
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

  async #canOpen(imageId: string): Promise<boolean> {
    try {
      await this.shelf.open(imageId);
      return true;
    } catch (error) {
      this.logger.debug(`Code goes to volumes of its own: ${engineMessage(error)}`);
      return false;
    }
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
