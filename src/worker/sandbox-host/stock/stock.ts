import type { PreparedView } from '../sandbox-host.js';

/** Things of one kind that wait for coming starts. */
export interface Stock {
  /**
   * Makes one piece of what is missing and answers true, or false when nothing is. Called again while pieces are being made, which
   * count as there. Rejects when the engine fails.
   */
  refillOne(): Promise<boolean>;
  /** Removes all that waits; what a start has taken is not touched. Nothing is being made meanwhile. */
  drop(): Promise<void>;
  views(): readonly PreparedView[];
}
