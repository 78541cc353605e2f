import type { Stack } from '../model/index.js';
import type { Settings } from '../settings/index.js';

/** Variables that the user gives beside the project file, which may change while Hearth runs. */
export type GivenVariables = Pick<Settings, 'environmentOverrides' | 'containerEnvironment'>;

/** How a project is read anew. */
export interface WatchedProject {
  readonly read: () => Promise<Stack>;
  /** Asked after `read`. */
  readonly given?: (() => GivenVariables) | undefined;
  /** When reading the stack began, in epoch milliseconds: what has changed since then is read once more. Default: now. */
  readonly readAtMs?: number | undefined;
}

/** Applies project files to the registry, and again when their files change. */
export interface Deployment extends AsyncDisposable {
  /** Hashes the code, makes function versions and APIs, puts them into the registry. A function that cannot be loaded is applied with its `problem`. */
  apply(stack: Stack, given?: GivenVariables): Promise<void>;
  /**
   * Reads again and applies, each time one of the stack's watched files changed. While a file is broken, which is told, the old stack
   * stays, and a function that cannot be loaded any more goes on as it was.
   */
  watch(stack: Stack, project: WatchedProject): void;
  /** Settles when changes of every watched file are seen from now on. */
  untilWatching(): Promise<void>;
  readonly stacks: readonly Stack[];
}
