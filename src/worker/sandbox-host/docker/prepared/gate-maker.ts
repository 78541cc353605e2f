import { type Clock, randomHex } from '../../../../base/index.js';
import type { ContainerSurroundings } from '../containers/container-config.js';
import type { InitProcess } from '../containers/init-process.js';
import type { TmpMode } from '../tmp/tmp-mode.js';
import { type Gate, openGate } from './gate.js';
import { gateConfig } from './gate-config.js';
import type { GateKind } from './gate-kind.js';
import type { PreparedContainers } from './prepared-containers.js';
import type { Shelf } from './shelf.js';
import { ShelfSlot } from './shelf-slot.js';

export interface GateMakerParts {
  readonly containers: PreparedContainers;
  readonly surroundings: Omit<ContainerSurroundings, 'init'>;
  readonly init: InitProcess;
  readonly tmpMode: TmpMode;
  readonly shelf: Shelf;
  readonly clock: Clock;
}

/** Makes gates, each of which has shown that a hand-over to it can succeed. */
export class GateMaker {
  constructor(private readonly parts: GateMakerParts) {}

  /** Whether code can be put into a gate now. */
  get canFill(): boolean {
    return this.parts.shelf.isOpen;
  }

  /** Rejects when this image or this engine cannot have gates. */
  async make(kind: GateKind, memoryMb: number): Promise<Gate> {
    const name = randomHex(6);
    if (!kind.hasCode) return this.#make(name, kind, memoryMb, undefined);
    const { shelf } = this.parts;
    await shelf.open(kind.imageId);
    const slot = await ShelfSlot.make(shelf, name, kind.hasLayers ? ['/var/task', '/opt'] : ['/var/task']);
    try {
      return await this.#make(name, kind, memoryMb, slot);
    } catch (error) {
      await slot.remove();
      throw error;
    }
  }

  async #make(name: string, kind: GateKind, memoryMb: number, slot: ShelfSlot | undefined): Promise<Gate> {
    const { containers, surroundings, init, tmpMode, shelf, clock } = this.parts;
    // What a program that cannot be started ends with is told in the init's words.
    if (!init.there) throw new Error('the engine has no init');
    const config = gateConfig(kind, memoryMb, slot?.mounts ?? [], { ...surroundings, init: true });
    const container = await containers.create(`hearth-gate-${name}`, config);
    try {
      await tmpMode.ensureOpen(container.container, kind.imageId);
      const probe = slot === undefined ? undefined : { file: `/var/task/${shelf.probeFile}`, word: shelf.probeWord };
      const shell = await openGate(container, probe, clock);
      await slot?.removeProbe();
      return { kind, memoryMb, container, shell, ...(slot === undefined ? {} : { slot }) };
    } catch (error) {
      await container.remove();
      throw error;
    }
  }
}
