import type { Unsubscribe } from '../../../../base/index.js';

/** Something that one container cannot do without and nobody else uses; it goes when the container goes. */
export interface Companion {
  /** Told at most once, also when it has happened before the call. */
  onLost(listener: (reason: string) => void): Unsubscribe;
  /** Never rejects because it is gone already; may be called more than once. */
  remove(): Promise<void>;
}
