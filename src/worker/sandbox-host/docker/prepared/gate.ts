import type { Clock } from '../../../../base/index.js';
import { AttachedShell } from '../engine/attached-shell.js';
import type { GateKind } from './gate-kind.js';
import type { PreparedContainer } from './prepared-container.js';
import type { ShelfSlot } from './shelf-slot.js';

/** A started container whose shell waits to become a function's runtime. */
export interface Gate {
  readonly kind: GateKind;
  readonly memoryMb: number;
  readonly container: PreparedContainer;
  readonly shell: AttachedShell;
  /** Absent for images that bring their own code. */
  readonly slot?: ShelfSlot;
}

const OPEN_WITHIN_MS = 10_000;

/** What a gate must show before it counts: the word that it reads in this file. */
export interface GateProbe {
  readonly file: string;
  readonly word: string;
}

/** Starts a created gate and has it show that it can do what a hand-over needs. Rejects with the reason; the caller removes it. */
export async function openGate(
  { container }: PreparedContainer,
  probe: GateProbe | undefined,
  clock: Clock,
): Promise<AttachedShell> {
  const shell = await AttachedShell.attach(container, clock);
  try {
    await container.start();
    await shell.run('command -v env >/dev/null', OPEN_WITHIN_MS);
    if (probe !== undefined) {
      const read = await shell.run(`read -r word <${probe.file} && echo "$word"`, OPEN_WITHIN_MS);
      if (read !== probe.word) throw new Error(`it does not see what lies on the shelf, but "${read}"`);
    }
    return shell;
  } catch (error) {
    shell.close();
    throw error;
  }
}

/** Removes a gate that nobody uses. */
export async function removeGate({ container, shell, slot }: Gate): Promise<void> {
  shell.close();
  await container.remove();
  await slot?.remove();
}
