import type { Stack } from '../model/index.js';
import type { Settings } from '../settings/index.js';

/** Variables that the user gives beside the project file, which may change while Hearth runs. */
export type GivenVariables = Pick<Settings, 'environmentOverrides' | 'containerEnvironment'>;

/** Applies project files to the registry, and again when their files change. */
export interface Deployment extends AsyncDisposable {
  /** Hashes the code, makes function versions and APIs, puts them into the registry. A function that cannot be loaded is applied with its `problem`. */
  apply(stack: Stack, given?: GivenVariables): Promise<void>;
  /** Reads again through `read` and applies, each time one of the stack's watched files changed; a broken file is told and the old stack stays. `given` is asked after `read`. */
  watch(stack: Stack, read: () => Promise<Stack>, given?: () => GivenVariables): void;
  /** Settles when changes of every watched file are seen from now on. */
  untilWatching(): Promise<void>;
  readonly stacks: readonly Stack[];
}
