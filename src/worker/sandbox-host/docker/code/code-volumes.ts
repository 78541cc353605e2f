import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { type Logger, messageOf, PlatformError, UserError } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import { engineMessage, ignoreAlreadyDone } from '../engine/docker-error.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';
import type { BootstrapSight } from './bootstrap-sight.js';
import type { BootstrapState, DeliveredCode } from './delivered-code.js';
import { packArchive } from './pack-archive.js';
import { packFolder } from './pack-folder.js';
import { TarWriter } from './tar-writer.js';

/** Volumes that no sandbox uses are kept for the next start of the same code, the last ones used first. */
const UNUSED_VOLUMES_KEPT = 16;
const DELIVERY_FOLDER = '/delivery';

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
    const volume = `hearth-code-${this.owner.id}-${key.slice(0, 16)}`;
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
        const seen = await send(container, source, this.sight);
        if (seen !== 'absent') bootstrap = seen;
      }
      return { mount: { type: 'volume', source: volume, readOnly: true }, bootstrap };
    } finally {
      await ignoreAlreadyDone(container.remove({ force: true, v: true }));
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

/** Packs and uploads side by side; when the packing fails, its error is the one that counts and the upload is cut off. */
async function send(container: Docker.Container, source: CodeSource, sight: BootstrapSight): Promise<BootstrapState> {
  const tar = new TarWriter();
  const upload = new AbortController();
  const uploading = container
    .putArchive(tar.stream, { path: DELIVERY_FOLDER, abortSignal: upload.signal })
    .then(() => undefined)
    .catch((error: unknown) => {
      tar.destroy();
      return error;
    });
  let packingError: unknown;
  let bootstrap: BootstrapState = 'absent';
  try {
    bootstrap = await (source.kind === 'archive'
      ? packArchive(source.path, tar, sight)
      : packFolder(source.path, tar, sight));
    tar.finish();
  } catch (error) {
    packingError = error;
    upload.abort();
  }
  const uploadError = await uploading;
  if (packingError instanceof UserError) throw packingError;
  const error = uploadError ?? packingError;
  if (error === undefined) return bootstrap;
  throw new PlatformError(`The code in "${source.path}" could not be brought to Docker: ${engineMessage(error)}`, {
    cause: error,
  });
}
