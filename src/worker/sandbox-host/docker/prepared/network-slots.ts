import { type Logger, messageOf, randomHex } from '../../../../base/index.js';
import type { PreparedView } from '../../sandbox-host.js';
import type { ContainerSurroundings } from '../containers/container-config.js';
import { engineMessage, statusOf } from '../engine/docker-error.js';
import type { PreparedContainer } from './prepared-container.js';
import type { PreparedContainers } from './prepared-containers.js';
import { slotConfig } from './slot-config.js';
import type { Stock } from '../../stock/stock.js';

export interface NetworkSlotsParts {
  readonly containers: PreparedContainers;
  readonly surroundings: Pick<ContainerSurroundings, 'owner' | 'network' | 'addHosts' | 'dns'>;
  /** How many are kept ready. */
  readonly count: number;
  readonly logger: Logger;
}

/** A network of its own for one sandbox, held open by a container that does nothing. */
export interface NetworkSlot {
  readonly holder: PreparedContainer;
  readonly addresses: readonly string[];
}

/**
 * Network slots that wait: most of a start on the bridge is the making of its network. Each serves one sandbox, once. The holders
 * are made from an image that sandboxes use, so that no other is needed.
 */
export class NetworkSlots implements Stock {
  readonly #ready = new Map<string, NetworkSlot>();
  #making = 0;
  readonly #images = new Set<string>();
  readonly #imagesWithoutShell = new Set<string>();

  constructor(private readonly parts: NetworkSlotsParts) {}

  /** An image that holders may be made from. */
  useImage(imageId: string): void {
    if (!this.#imagesWithoutShell.has(imageId)) this.#images.add(imageId);
  }

  /** A slot for the caller alone, who removes its holder; undefined when none is ready. */
  take(): NetworkSlot | undefined {
    for (const [id, slot] of this.#ready) {
      this.#ready.delete(id);
      if (!slot.holder.isLost) return slot;
    }
    return undefined;
  }

  async refillOne(): Promise<boolean> {
    const [imageId] = this.#images;
    if (this.#ready.size + this.#making >= this.parts.count || imageId === undefined) return false;
    this.#making += 1;
    try {
      await this.#make(imageId);
    } catch (error) {
      this.#images.delete(imageId);
      // An image that was removed comes back with its next use.
      if (statusOf(error) === 404 && /No such image/i.test(messageOf(error))) return true;
      this.#imagesWithoutShell.add(imageId);
      this.parts.logger.debug(`No network slot can be made from image "${imageId}": ${engineMessage(error)}`);
    } finally {
      this.#making -= 1;
    }
    return true;
  }

  /** The engine was away, or is another: what has failed may succeed now. */
  reconsider(): void {
    this.#imagesWithoutShell.clear();
  }

  async drop(): Promise<void> {
    const slots = [...this.#ready.values()];
    this.#ready.clear();
    await Promise.all(slots.map(({ holder }) => holder.remove()));
  }

  views(): readonly PreparedView[] {
    return [...this.#ready.values()].map(({ holder }) => ({
      kind: 'network-slot',
      name: holder.name,
      nativeId: holder.id,
    }));
  }

  async #make(imageId: string): Promise<void> {
    const { containers, surroundings } = this.parts;
    const name = `hearth-slot-${randomHex(6)}`;
    const holder = await containers.create(name, slotConfig(imageId, surroundings));
    try {
      await holder.container.start();
      this.#ready.set(holder.id, { holder, addresses: await holder.addresses() });
    } catch (error) {
      await holder.remove();
      throw error;
    }
    holder.onLost(() => {
      if (this.#ready.delete(holder.id)) holder.remove().catch(() => undefined);
    });
  }
}
