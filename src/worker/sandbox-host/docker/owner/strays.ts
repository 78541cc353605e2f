import type Docker from 'dockerode';
import { type CancelTimer, type Clock, type Logger, messageOf } from '../../../../base/index.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { OwnerIdentity } from './owner-identity.js';
import { OWNER_LABEL } from './owner-labels.js';

export interface StraysParts {
  readonly docker: Docker;
  readonly owner: OwnerIdentity;
  /** Settles when nothing that was being made at the call is being made any more. */
  readonly settled: () => Promise<unknown>;
  readonly knowsContainer: (id: string) => boolean;
  readonly knowsVolume: (name: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

const RETRY_MS = 5000;

/**
 * Containers and volumes of this very Hearth that it does not know any more: their removal failed, or the answer to their creation
 * was lost, because the engine went away in between.
 */
export class Strays implements AsyncDisposable {
  #sweep: Promise<void> | undefined;
  #sweepAgain = false;
  #cancelRetry: CancelTimer | undefined;
  #closed = false;

  constructor(private readonly parts: StraysParts) {}

  /** Removes them in the background; what cannot be removed now is tried again. */
  sweepSoon(): void {
    if (this.#closed) return;
    this.#sweepAgain = true;
    this.#sweep ??= this.#sweepWhileAsked();
  }

  /** Waits for what is under way, and sweeps a last time. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#cancelRetry?.();
    await this.#sweep;
    try {
      await this.#removeStrays();
    } catch (error) {
      this.parts.logger.warn(
        `What is left in Docker could not be removed; the next Hearth does it: ${messageOf(error)}`,
      );
    }
  }

  async #sweepWhileAsked(): Promise<void> {
    this.#cancelRetry?.();
    while (this.#sweepAgain && !this.#closed) {
      this.#sweepAgain = false;
      try {
        await this.#removeStrays();
      } catch (error) {
        this.parts.logger.debug(`Strays in Docker could not be removed: ${messageOf(error)}`);
        this.#cancelRetry = this.parts.clock.schedule(RETRY_MS, () => {
          this.sweepSoon();
        });
      }
    }
    this.#sweep = undefined;
  }

  async #removeStrays(): Promise<void> {
    const { docker, owner, settled, knowsContainer, knowsVolume } = this.parts;
    const filters = { label: [`${OWNER_LABEL}=${owner.id}`] };
    const [containers, volumes] = await Promise.all([
      docker.listContainers({ all: true, filters }),
      docker.listVolumes({ filters: { ...filters, dangling: ['true'] } }),
    ]);
    const containerIds = containers.map(({ Id }) => Id).filter((id) => !knowsContainer(id));
    const volumeNames = ((volumes.Volumes as Docker.VolumeInspectInfo[] | null) ?? []).map(({ Name }) => Name);
    // Some of them may only be so new that their maker has not heard of them yet.
    await settled();
    const unknown = containerIds.filter((id) => !knowsContainer(id));
    await Promise.all(unknown.map((id) => ignoreAlreadyDone(docker.getContainer(id).remove({ force: true, v: true }))));
    const unused = volumeNames.filter((name) => !knowsVolume(name));
    // 409: a container made meanwhile uses it.
    await Promise.all(unused.map((name) => ignoreAlreadyDone(docker.getVolume(name).remove())));
  }
}
