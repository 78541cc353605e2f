import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { type Logger, messageOf, randomHex } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import { ignoreAlreadyDone, statusOf } from '../engine/docker-error.js';
import type { SurroundingsEvent } from '../engine/engine-events.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';
import type { BootstrapSight } from './bootstrap-sight.js';
import type { BootstrapState, DeliveredCode } from './delivered-code.js';
import { DELIVERY_FOLDER, sendSource } from './send-source.js';

/** Volumes that no sandbox uses are kept for the next start of the same code, the last ones used first. */
const UNUSED_VOLUMES_KEPT = 16;

/** A delivery in use; `release` when its sandbox is gone. */
export interface CodeLease {
  readonly delivered: DeliveredCode;
  release(): void;
}

interface Delivery {
  readonly volume: string;
  readonly ready: Promise<DeliveredCode>;
  users: number;
}

/**
 * Code in volumes of the engine, one per content, shared read-only by all sandboxes of this Hearth. A volume belongs to one
 * owner and only that owner's memory says that it is complete, so that what a crash left half done is never used by anyone.
 */
export class CodeVolumes implements AsyncDisposable {
  /** Least recently used first. */
  readonly #deliveries = new Map<string, Delivery>();

  constructor(
    private readonly docker: Docker,
    private readonly owner: OwnerIdentity,
    private readonly sight: BootstrapSight,
    private readonly logger: Logger,
  ) {}

  /** Brings the sources, merged in order, into a volume; `imageId` is any image of the engine, to make a container that never runs. */
  async deliver(sources: readonly CodeSource[], imageId: string): Promise<void> {
    await this.#delivery(sources, imageId).ready;
  }

  /** The same, and keeps the volume until the release. */
  async lease(sources: readonly CodeSource[], imageId: string): Promise<CodeLease> {
    const delivery = this.#delivery(sources, imageId);
    delivery.users += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      delivery.users -= 1;
      this.#dropUnused();
    };
    try {
      return { delivered: await delivery.ready, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Whether it is one that sandboxes use or may use. */
  has(volume: string): boolean {
    return [...this.#deliveries.values()].some((delivery) => delivery.volume === volume);
  }

  /** A volume that somebody removed is filled anew for the next sandbox: the engine would make an empty one in its stead. */
  observe(event: SurroundingsEvent): void {
    if (event.kind === 'volume-removed') this.#forget(event.name);
    if (event.kind === 'gap') {
      for (const { volume } of this.#deliveries.values()) void this.#forgetIfGone(volume);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const deliveries = [...this.#deliveries.values()];
    this.#deliveries.clear();
    await Promise.all(deliveries.map((delivery) => this.#discard(delivery)));
  }

  #delivery(sources: readonly CodeSource[], imageId: string): Delivery {
    const key = contentKey(sources);
    const known = this.#deliveries.get(key);
    const delivery = known ?? this.#begin(key, sources, imageId);
    this.#deliveries.delete(key);
    this.#deliveries.set(key, delivery);
    return delivery;
  }

  #begin(key: string, sources: readonly CodeSource[], imageId: string): Delivery {
    // A name of its own: the same content may be delivered again while its last volume is being removed.
    const volume = `hearth-code-${this.owner.id}-${key.slice(0, 16)}-${randomHex(2)}`;
    const delivery: Delivery = { volume, ready: this.#deliverOrRemove(volume, sources, imageId), users: 0 };
    delivery.ready.catch(() => {
      if (this.#deliveries.get(key) === delivery) this.#deliveries.delete(key);
    });
    return delivery;
  }

  async #deliverOrRemove(volume: string, sources: readonly CodeSource[], imageId: string): Promise<DeliveredCode> {
    await this.docker.createVolume({ Name: volume, Labels: ownerLabels(this.owner, 'code') });
    try {
      return await this.#fill(volume, sources, imageId);
    } catch (error) {
      await this.#removeVolume(volume);
      throw error;
    }
  }

  async #fill(volume: string, sources: readonly CodeSource[], imageId: string): Promise<DeliveredCode> {
    const container = await this.docker.createContainer({
      Image: imageId,
      Cmd: ['never-started'],
      Labels: ownerLabels(this.owner, 'delivery'),
      HostConfig: {
        NetworkMode: 'none',
        LogConfig: { Type: 'none', Config: {} },
        Mounts: [{ Type: 'volume', Source: volume, Target: DELIVERY_FOLDER, VolumeOptions: noCopy }],
      },
    });
    try {
      let bootstrap: BootstrapState = 'absent';
      for (const source of sources) {
        const seen = await sendSource(container, source, this.sight);
        if (seen !== 'absent') bootstrap = seen;
      }
      return { mount: { type: 'volume', source: volume, readOnly: true }, bootstrap };
    } finally {
      await ignoreAlreadyDone(container.remove({ force: true, v: true }));
    }
  }

  async #forgetIfGone(volume: string): Promise<void> {
    try {
      await this.docker.getVolume(volume).inspect();
    } catch (error) {
      if (statusOf(error) === 404) this.#forget(volume);
    }
  }

  #forget(volume: string): void {
    for (const [key, delivery] of this.#deliveries) {
      if (delivery.volume === volume) this.#deliveries.delete(key);
    }
  }

  #dropUnused(): void {
    const unused = [...this.#deliveries.entries()].filter(([, delivery]) => delivery.users === 0);
    for (const [key, delivery] of unused.slice(0, Math.max(0, unused.length - UNUSED_VOLUMES_KEPT))) {
      this.#deliveries.delete(key);
      void this.#discard(delivery);
    }
  }

  async #discard(delivery: Delivery): Promise<void> {
    await delivery.ready.catch(() => undefined);
    await this.#removeVolume(delivery.volume);
  }

  async #removeVolume(volume: string): Promise<void> {
    try {
      await ignoreAlreadyDone(this.docker.getVolume(volume).remove());
    } catch (error) {
      this.logger.warn(`The volume "${volume}" could not be removed: ${messageOf(error)}`);
    }
  }
}

const noCopy = { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } };

/** Equal keys, equal files: the order of layers counts. */
function contentKey(sources: readonly CodeSource[]): string {
  const parts = sources.map((source) => `${source.kind}:${source.digest}`);
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
