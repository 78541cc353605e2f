import type Docker from 'dockerode';
import { CgroupMemory, cgroupFolders } from './cgroup-memory.js';
import type { KernelKills } from './kernel-kills.js';
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
  /** The kernel's count of kills when none had hit this container. */
  #killsBefore: number | undefined;

  constructor(
    private readonly container: Docker.Container,
    limitMb: number | undefined,
    private readonly kernelKills: KernelKills,
  ) {
    this.#limitBytes = limitMb === undefined ? Infinity : limitMb * 1024 * 1024;
  }

  /** The container's process is about to start. */
  beginRun(): void {
    this.forgetCgroup();
    this.#killsBefore = this.kernelKills.count();
  }

  /** It has started: what it uses can be seen although it may end before anybody asks. */
  seeRun(): void {
    try {
      this.#cgroup ??= this.#openCgroup();
    } catch {
      // It has ended.
    }
  }

  /**
   * How often the kernel has killed for want of memory, this container or another, since this one was surely not hit; undefined where
   * the engine has another kernel. May be asked after its end.
   */
  killsSinceUnharmed(): number | undefined {
    const kills = this.kernelKills.countsContainers ? this.kernelKills.count() : undefined;
    return kills === undefined || this.#killsBefore === undefined ? undefined : kills - this.#killsBefore;
  }

  /** The container has ended: its cgroup is gone. */
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
      const figures = this.#cgroup?.read();
      if (this.#cgroup !== undefined) this.#noteUnharmed(this.#cgroup);
      return figures;
    } catch {
      // The container has ended.
      return undefined;
    }
  }

  #noteUnharmed(cgroup: CgroupMemory): void {
    const kills = this.kernelKills.recent();
    if (kills !== this.#killsBefore && cgroup.kills() === 0) this.#killsBefore = kills;
  }

  #openCgroup(): CgroupMemory | undefined {
    for (const folder of cgroupFolders(this.container.id)) {
      try {
        const cgroup = new CgroupMemory(folder);
        this.#isLocal = true;
        this.kernelKills.countsContainers = true;
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
