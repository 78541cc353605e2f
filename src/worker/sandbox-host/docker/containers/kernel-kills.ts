import { readFileSync } from 'node:fs';
import type { Clock } from '../../../../base/index.js';

const SAMPLE_MS = 1000;

/**
 * How often the kernel has killed for want of memory since its boot, whomever, in a container or not. It counts a kill before the
 * process dies of it, and keeps the count, while a container's own is gone before anybody is told of its end.
 */
export class KernelKills {
  /** Set once the engine is known to run under this machine's kernel. */
  countsContainers = false;
  #sample: number | undefined;
  #sampledAtMs = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly file = '/proc/vmstat',
  ) {}

  /** Undefined where the kernel does not tell. */
  count(): number | undefined {
    this.#sampledAtMs = this.clock.monotonicMs();
    try {
      const kills = /^oom_kill (\d+)$/m.exec(readFileSync(this.file, 'latin1'))?.[1];
      this.#sample = kills === undefined ? undefined : Number(kills);
    } catch {
      this.#sample = undefined;
    }
    return this.#sample;
  }

  /** The count of at most a second ago, for those who ask often. */
  recent(): number | undefined {
    return this.clock.monotonicMs() - this.#sampledAtMs < SAMPLE_MS ? this.#sample : this.count();
  }
}
