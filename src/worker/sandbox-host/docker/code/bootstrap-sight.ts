import type { EngineFacts } from '../engine/engine.js';
import type { BootstrapState } from './delivered-code.js';

/** Bytes of a `bootstrap` that tell what it is. */
export const HEAD_BYTES = 20;
const MACHINE_OFFSET = 18;
/** `e_machine` of an ELF header. */
const machines: ReadonlyMap<number, EngineFacts['architecture']> = new Map([
  [62, 'x86_64'],
  [183, 'arm64'],
]);

/**
 * Judges a `bootstrap` at the root before anything runs: an engine's init hands a file of unknown format to a shell, where the
 * kernel, on AWS, refuses it.
 */
export class BootstrapSight {
  constructor(private readonly engine: Pick<EngineFacts, 'architecture' | 'emulates'>) {}

  judgeFile(mode: number, head: Buffer): BootstrapState {
    if ((mode & 0o111) === 0) return 'not-executable';
    return this.#canRun(head) ? 'executable' : 'unknown-format';
  }

  #canRun(head: Buffer): boolean {
    if (head.toString('latin1', 0, 2) === '#!') return true;
    if (head.toString('latin1', 0, 4) !== '\x7fELF' || head.length < HEAD_BYTES) return false;
    const { architecture, emulates } = this.engine;
    return (
      emulates !== 'no' || architecture === 'other' || machines.get(head.readUInt16LE(MACHINE_OFFSET)) === architecture
    );
  }
}
