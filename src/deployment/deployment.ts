import type { Stack } from '../model/index.js';

/** Applies project files to the registry, and again when their files change. */
export interface Deployment extends AsyncDisposable {
  /** Hashes the code, makes function versions and APIs, puts them into the registry. A function that cannot be loaded is applied with its `problem`. */
  apply(stack: Stack): Promise<void>;
  /** Reads again through `read` and applies, each time one of the stack's watched files changed; a broken file is told and the old stack stays. */
  watch(stack: Stack, read: () => Promise<Stack>): void;
  /** Settles when changes of every watched file are seen from now on. */
  untilWatching(): Promise<void>;
  readonly stacks: readonly Stack[];
}
