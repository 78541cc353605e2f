import type Docker from 'dockerode';
import { type Clock, randomHex } from '../../../../base/index.js';
import { AttachedShell } from '../engine/attached-shell.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';
import { keeperConfig, PROOF_MOUNT, SHELF_MOUNT, shelfDeliveryConfig } from './keeper-config.js';
import type { PreparedContainer } from './prepared-container.js';
import type { PreparedContainers } from './prepared-containers.js';

export interface ShelfParts {
  readonly docker: Docker;
  readonly containers: PreparedContainers;
  readonly owner: OwnerIdentity;
  readonly clock: Clock;
}

interface Keeper {
  readonly container: PreparedContainer;
  readonly shell: AttachedShell;
}

const OPEN_WITHIN_MS = 10_000;
const COMMAND_WITHIN_MS = 10_000;
/** What must lie on the shelf for a gate to show that it can read it; below a folder, as code may be. */
const PROBE = { folder: 'probe', file: 'folder/word' } as const;
/** An engine may have been away for a moment; an image without a shell never has one. */
const FAILURES_TO_GIVE_UP = 2;

/**
 * One volume for the code of all functions and for the folders that gates have mounted. They must be one file system, so that code is
 * put into a gate by hard links. A small container, the keeper, works on it; it may go and come again, the volume stays.
 */
export class Shelf {
  /** Read by a gate at `probeFile` below the folder that `fillWithProbe` was called for. */
  readonly probeWord = randomHex(8);
  readonly probeFile = PROBE.file;
  #volume: { readonly name: string; readonly path: string } | undefined;
  #keeper: Keeper | undefined;
  #opening: Promise<void> | undefined;
  readonly #failures = new Map<string, number>();

  constructor(private readonly parts: ShelfParts) {}

  get isOpen(): boolean {
    return this.#keeper !== undefined && !this.#keeper.container.isLost && !this.#keeper.shell.hasEnded;
  }

  isVolume(name: string): boolean {
    return this.#volume?.name === name;
  }

  /** The volume was removed by somebody; the next opening makes another. */
  forgetVolume(): void {
    this.#volume = undefined;
  }

  /**
   * Makes what is missing, with a keeper of that image, and tries that what lies on the shelf is seen where it is mounted by its path.
   * Rejects where it is not, and at once where that image has failed before.
   */
  open(imageId: string): Promise<void> {
    if (this.isOpen) return Promise.resolve();
    this.#opening ??= this.#tryToOpen(imageId).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** The engine was away, or is another: what has failed may succeed now. */
  reconsider(): void {
    this.#failures.clear();
  }

  /** Runs shell commands in the shelf's folder; rejects with what they wrote when they fail. */
  async run(commands: string): Promise<void> {
    if (this.#keeper === undefined) throw new Error('the shelf is not open');
    await this.#keeper.shell.run(commands, COMMAND_WITHIN_MS);
  }

  /** The same, when nobody waits for it and it does not matter whether it succeeds. */
  runBehind(commands: string): void {
    if (this.isOpen) this.run(`{ ${commands}; } >/dev/null 2>&1 &`).catch(() => undefined);
  }

  /** The engine's own path of a folder on the shelf, for a bind mount. */
  pathOf(folder: string): string {
    if (this.#volume === undefined) throw new Error('there is no shelf');
    return `${this.#volume.path}/${folder}`;
  }

  /** A container that never runs and has the shelf mounted, for a delivery. */
  async openDelivery(imageId: string): Promise<Docker.Container> {
    if (this.#volume === undefined) throw new Error('there is no shelf');
    const { owner } = this.parts;
    return this.parts.docker.createContainer(shelfDeliveryConfig(imageId, this.#volume.name, owner));
  }

  /** Puts files of the shelf into a folder of it, without a copy. */
  async link(from: string, to: string): Promise<void> {
    await this.run(`cp -al ${from}/. ${to}/`);
  }

  async fillWithProbe(folder: string): Promise<void> {
    await this.link(PROBE.folder, folder);
  }

  async removeProbe(folder: string): Promise<void> {
    await this.run(`rm -rf ${folder}/folder`);
  }

  /** Removes the keeper; what lies on the shelf stays. */
  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    await this.#dismissKeeper();
  }

  /** Removes everything; containers that have it mounted must be gone. */
  async remove(): Promise<void> {
    await this.close();
    const volume = this.#volume;
    this.#volume = undefined;
    if (volume !== undefined) await ignoreAlreadyDone(this.parts.docker.getVolume(volume.name).remove());
  }

  async #tryToOpen(imageId: string): Promise<void> {
    const failures = this.#failures.get(imageId) ?? 0;
    if (failures >= FAILURES_TO_GIVE_UP) throw new Error('there is no shelf: it could not be made before');
    try {
      await this.#open(imageId);
      this.#failures.delete(imageId);
    } catch (error) {
      this.#failures.set(imageId, failures + 1);
      throw error;
    }
  }

  async #open(imageId: string): Promise<void> {
    await this.#dismissKeeper();
    const volume = (this.#volume ??= await this.#makeVolume());
    const { containers, owner, clock } = this.parts;
    const container = await containers.create(`hearth-keeper-${randomHex(6)}`, keeperConfig(imageId, volume, owner));
    try {
      const shell = await AttachedShell.attach(container.container, clock);
      await container.container.start();
      const seen = await shell.run(
        `cd ${SHELF_MOUNT} && mkdir -p code slots ${PROBE.folder}/folder && ` +
          `echo ${this.probeWord} >${PROBE.folder}/${PROBE.file} && read -r word <${PROOF_MOUNT}/${PROBE.folder}/${PROBE.file} && echo "$word"`,
        OPEN_WITHIN_MS,
      );
      if (seen !== this.probeWord) throw new Error(`what lies on it is not seen by its path, but "${seen}"`);
      this.#keeper = { container, shell };
    } catch (error) {
      await container.remove();
      throw error;
    }
  }

  async #makeVolume(): Promise<{ readonly name: string; readonly path: string }> {
    const name = `hearth-shelf-${this.parts.owner.id}-${randomHex(2)}`;
    await this.parts.docker.createVolume({ Name: name, Labels: ownerLabels(this.parts.owner, 'shelf') });
    const { Mountpoint } = await this.parts.docker.getVolume(name).inspect();
    return { name, path: Mountpoint };
  }

  async #dismissKeeper(): Promise<void> {
    const keeper = this.#keeper;
    this.#keeper = undefined;
    keeper?.shell.close();
    await keeper?.container.remove();
  }
}
