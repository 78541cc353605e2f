import type Docker from 'dockerode';
import { type Logger, messageOf, randomHex } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import { ignoreAlreadyDone, statusOf } from '../engine/docker-error.js';
import type { SurroundingsEvent } from '../engine/engine-events.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';
import type { BootstrapSight } from './bootstrap-sight.js';
import type { CodePlace } from './code-place.js';
import { contentKey } from './content-key.js';
import type { BootstrapState, DeliveredCode } from './delivered-code.js';
import { type CodeLease, Deliveries, type Delivery } from './deliveries.js';
import { DELIVERY_FOLDER, sendSource } from './send-source.js';

interface VolumeDelivery extends Delivery {
  readonly volume: string;
}

/**
 * Code in volumes of the engine, one per content, shared read-only by all sandboxes of this Hearth. A volume belongs to one
 * owner and only that owner's memory says that it is complete, so that what a crash left half done is never used by anyone.
 */
export class CodeVolumes implements CodePlace, AsyncDisposable {
  readonly #deliveries = new Deliveries<VolumeDelivery>();

  constructor(
    private readonly docker: Docker,
    private readonly owner: OwnerIdentity,
    private readonly sight: BootstrapSight,
    private readonly logger: Logger,
  ) {}

  /** Brings the sources, merged in order, into a volume; `imageId` is any image of the engine, to make a container that never runs. */
  deliver(sources: readonly CodeSource[], imageId: string): Promise<void> {
    const key = contentKey(sources);
    return this.#deliveries.deliver(key, () => this.#begin(key, sources, imageId));
  }

  /** The same, and keeps the volume until the release. */
  async lease(sources: readonly CodeSource[], imageId: string): Promise<CodeLease> {
    const key = contentKey(sources);
    const unused = this.#deliveries.unused(key);
    // What no container holds can be removed by anybody, and the event that tells it comes later than a start may.
    if (unused !== undefined) await this.#forgetIfGone(unused);
    return this.#deliveries.lease(key, () => this.#begin(key, sources, imageId));
  }

  /** Whether these sources lie in a volume, or are on their way to one. */
  holds(sources: readonly CodeSource[]): boolean {
    return this.#deliveries.has(contentKey(sources));
  }

  /** Whether it is one that sandboxes use or may use. */
  has(volume: string): boolean {
    return this.#deliveries.list().some((delivery) => delivery.volume === volume);
  }

  /** A volume that somebody removed is filled anew for the next sandbox: the engine would make an empty one in its stead. */
  observe(event: SurroundingsEvent): void {
    if (event.kind === 'volume-removed') this.#forget(event.name);
    if (event.kind === 'gap') {
      for (const delivery of this.#deliveries.list()) void this.#forgetIfGone(delivery);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#deliveries.discardAll();
  }

  #begin(key: string, sources: readonly CodeSource[], imageId: string): VolumeDelivery {
    // A name of its own: the same content may be delivered again while its last volume is being removed.
    const volume = `hearth-code-${this.owner.id}-${key.slice(0, 16)}-${randomHex(2)}`;
    const ready = this.#deliverOrRemove(volume, sources, imageId);
    return {
      volume,
      ready,
      discard: async () => {
        await ready.catch(() => undefined);
        await this.#removeVolume(volume);
      },
    };
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

  async #forgetIfGone({ volume, ready }: VolumeDelivery): Promise<void> {
    try {
      await ready;
      await this.docker.getVolume(volume).inspect();
    } catch (error) {
      if (statusOf(error) === 404) this.#forget(volume);
    }
  }

  #forget(volume: string): void {
    this.#deliveries.forget((delivery) => delivery.volume === volume);
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
