import type { Clock, Logger } from '../../../base/index.js';

export interface ProcessHostOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Absolute path of a folder of its own: unpacked archives, merged layers, Python's byte code. Safe to delete while nothing runs. */
  readonly cacheFolder: string;
  /** The machine's PATH: where interpreters are looked for, and what functions get as theirs. */
  readonly searchPath: string;
  /** Holds one folder per sandbox; default: a folder of this user's below the system's temporary folder, shared by every Hearth of the machine. */
  readonly sandboxesFolder?: string;
  /** How many processes wait for coming sandboxes, for each runtime in use, how long after its last use, and how many are started at the same time. */
  readonly gates: { readonly count: number; readonly idleMs: number; readonly atOnce?: number };
  /** Where the jars of Java's official client are looked for; default `~/.m2/repository`. */
  readonly mavenRepository?: string;
}
