import type { Companion } from '../containers/companion.js';
import type { ContainerMount, ContainerPlan } from '../containers/container-plan.js';
import type { Shelf } from './shelf.js';

/** Folders on the shelf that one gate has mounted; the code of its function is put there when it has one. */
export class ShelfSlot implements Companion {
  readonly #folders: ReadonlyMap<string, string>;

  private constructor(
    private readonly shelf: Shelf,
    private readonly folder: string,
    targets: readonly string[],
  ) {
    this.#folders = new Map(targets.map((target, index) => [target, `${folder}/${index}`]));
  }

  /** Makes an empty folder for each target; the first one holds the probe until `removeProbe`. */
  static async make(shelf: Shelf, name: string, targets: readonly string[]): Promise<ShelfSlot> {
    const slot = new ShelfSlot(shelf, `slots/${name}`, targets);
    const folders = [...slot.#folders.values()];
    await shelf.run(`mkdir -p ${folders.join(' ')} && chmod 755 slots slots/${name} ${folders.join(' ')}`);
    const [first] = folders;
    if (first !== undefined) await shelf.fillWithProbe(first);
    return slot;
  }

  get mounts(): readonly ContainerMount[] {
    return [...this.#folders].map(([target, folder]) => ({
      type: 'bind',
      source: this.shelf.pathOf(folder),
      target,
      readOnly: true,
    }));
  }

  async removeProbe(): Promise<void> {
    const [first] = this.#folders.values();
    if (first !== undefined) await this.shelf.removeProbe(first);
  }

  /** Everything that the plan mounts is then seen in the gate. */
  async fill({ mounts }: ContainerPlan): Promise<void> {
    for (const { target, shelfFolder } of mounts) {
      const folder = this.#folders.get(target);
      if (folder === undefined || shelfFolder === undefined) throw new Error(`a gate has no place for "${target}"`);
      await this.shelf.link(shelfFolder, folder);
    }
  }

  /** Its loss is its container's. */
  onLost(): () => void {
    return () => undefined;
  }

  remove(): Promise<void> {
    this.shelf.runBehind(`rm -rf ${this.folder}`);
    return Promise.resolve();
  }
}
