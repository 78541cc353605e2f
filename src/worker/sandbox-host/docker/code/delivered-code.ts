import type { ContainerMount } from '../containers/container-plan.js';

/** What is known about a file called `bootstrap` at the root. */
export type BootstrapState = 'executable' | 'unknown-format' | 'not-executable' | 'absent';

/** Files that lie ready for containers: how to mount them, and whether a custom runtime can start from them. */
export interface DeliveredCode {
  readonly mount: Omit<ContainerMount, 'target'>;
  readonly bootstrap: BootstrapState;
  /** Folder on the shelf, when it lies there. */
  readonly shelfFolder?: string;
}
