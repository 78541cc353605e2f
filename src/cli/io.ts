import type { Readable } from 'node:stream';
import type { Unsubscribe } from '../base/index.js';
import type { Environment } from '../settings/index.js';

/** Where text goes. Writing never blocks and never fails: a reader that is too slow loses lines, one that went away all. */
export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
  /** Hands on at once what waits to be joined with more; absent where nothing does. */
  handOn?(): void;
  /** Calls back once its reader is found to be gone, as `head` is; absent where that cannot happen. */
  onClosed?(listener: () => void): void;
}

/** Everything a command touches of the world outside; tests give their own. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Environment;
  /** The working directory, absolute. */
  readonly folder: string;
  /** Calls back on each signal that asks to stop. */
  onStopSignal(listener: () => void): Unsubscribe;
}

/** What the process answers its caller. */
export const exitStatus = {
  success: 0,
  /** `hearth invoke`: the function failed. */
  functionFailed: 1,
  /** `hearth validate`: something is wrong with the project file. */
  projectWrong: 1,
  /** Wrong flags, settings or project files; also a `hearth doctor` that found something wrong. */
  usage: 2,
  /** Hearth or Docker failed. */
  platform: 3,
} as const;
