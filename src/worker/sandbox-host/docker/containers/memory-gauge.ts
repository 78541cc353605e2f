import type Docker from 'dockerode';
import { CgroupMemory, cgroupFolders } from './cgroup-memory.js';
import { type MemoryFigures, megabytes, usedBytes } from './memory-figures.js';

/**
 * Max Memory Used of one container, over all runs of its runtime. Read from the container's cgroup where the engine runs on
 * this machine, else from the engine's one-shot statistics.
 */
export class MemoryGauge {
  readonly #limitBytes: number;
  #highestBytes: number | undefined;
  #cgroup: CgroupMemory | undefined;
  #isLocal = false;

  constructor(
    private readonly container: Docker.Container,
    limitMb: number | undefined,
  ) {
    this.#limitBytes = limitMb === undefined ? Infinity : limitMb * 1024 * 1024;
  }

  /** The container has ended or starts again: its cgroup is gone, or another. */
  forgetCgroup(): void {
    this.#cgroup?.[Symbol.dispose]();
    this.#cgroup = undefined;
  }

  /** The kernel killed for want of memory: all of it was used. */
  reachLimit(): void {
    if (this.#limitBytes !== Infinity) this.#highestBytes = this.#limitBytes;
  }

  /** Highest use so far in MB; undefined when it was never seen. */
  async read(): Promise<number | undefined> {
    const figures = this.#fromCgroup() ?? (await this.#fromEngine());
    if (figures !== undefined) {
      this.#highestBytes = Math.max(this.#highestBytes ?? 0, usedBytes(figures, this.#limitBytes));
    }
    return this.#highestBytes === undefined ? undefined : megabytes(this.#highestBytes);
  }

  #fromCgroup(): MemoryFigures | undefined {
    try {
      this.#cgroup ??= this.#openCgroup();
      return this.#cgroup?.read();
    } catch {
      // The container has ended.
      return undefined;
    }
  }

  #openCgroup(): CgroupMemory | undefined {
    for (const folder of cgroupFolders(this.container.id)) {
      try {
        const cgroup = new CgroupMemory(folder);
        this.#isLocal = true;
        return cgroup;
      } catch {
        // Not this layout, or the container does not run.
      }
    }
    return undefined;
  }

  async #fromEngine(): Promise<MemoryFigures | undefined> {
    // No cgroup on this machine means that the container does not run, which the engine could not measure either.
    if (this.#isLocal) return undefined;
    try {
      const { memory_stats: memory } = await this.container.stats({ stream: false, 'one-shot': true });
      if (typeof memory.usage !== 'number') return undefined;
      const stat = memory.stats as unknown as Readonly<Record<string, number | undefined>>;
      const cache = stat['total_cache'] ?? stat['file'] ?? stat['cache'] ?? 0;
      const shared = stat['total_shmem'] ?? stat['shmem'] ?? 0;
      const highest = memory.max_usage as number | undefined;
      return {
        current: memory.usage,
        fileCache: Math.max(0, cache - shared),
        ...(highest === undefined ? {} : { highest }),
      };
    } catch {
      return undefined;
    }
  }
}
