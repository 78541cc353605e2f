import type { CancelTimer, Unsubscribe } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import type { StartPurpose } from './sandbox-starts.js';

/** One sandbox of a pool, and what the pool knows of it. */
export interface Member {
  readonly sandbox: Sandbox;
  readonly purpose: StartPurpose;
  readonly endInitialization: () => void;
  readonly unsubscribe: Unsubscribe;
  place: 'initializing' | 'lent' | 'idle';
  /** Monotonic milliseconds; of its creation while `initializing`. */
  lentAtMs: number;
  cancelPause?: CancelTimer | undefined;
}
