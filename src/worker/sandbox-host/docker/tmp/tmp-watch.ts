import type { CancelTimer, Clock, Unsubscribe } from '../../../../base/index.js';
import { folderBytes } from './folder-size.js';

interface WatchedFolder {
  readonly folder: string;
  readonly limitBytes: number;
  readonly onOverflow: () => void;
}

const INTERVAL_MS = 5000;

/** Looks at the `/tmp` volumes of running sandboxes every few seconds, one after the other, where this machine can see them. */
export class TmpWatch {
  readonly #watched = new Set<WatchedFolder>();
  #cancelRound: CancelTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly enabled: boolean,
  ) {}

  /** Calls `onOverflow` once, when the folder is found to hold more than `limitMb`. */
  watch(folder: string, limitMb: number, onOverflow: () => void): Unsubscribe {
    if (!this.enabled) return () => undefined;
    const entry = { folder, limitBytes: limitMb * 1024 * 1024, onOverflow };
    this.#watched.add(entry);
    this.#cancelRound ??= this.clock.schedule(INTERVAL_MS, () => void this.#round());
    return () => {
      this.#watched.delete(entry);
    };
  }

  async #round(): Promise<void> {
    for (const entry of [...this.#watched]) {
      try {
        if ((await folderBytes(entry.folder, entry.limitBytes)) <= entry.limitBytes) continue;
        if (this.#watched.delete(entry)) entry.onOverflow();
      } catch {
        // The engine's files cannot be seen from here, or the volume has just gone.
        this.#watched.delete(entry);
      }
    }
    this.#cancelRound =
      this.#watched.size === 0 ? undefined : this.clock.schedule(INTERVAL_MS, () => void this.#round());
  }
}
