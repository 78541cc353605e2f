import { closeSync, openSync, readSync } from 'node:fs';
import { fileCacheOf, type MemoryFigures } from './memory-figures.js';

/** Where engines put a container's memory cgroup: cgroup v1 and v2, driver `cgroupfs` and `systemd`, Docker and Podman. */
export function cgroupFolders(containerId: string): readonly string[] {
  return [
    `/sys/fs/cgroup/memory/docker/${containerId}`,
    `/sys/fs/cgroup/memory/system.slice/docker-${containerId}.scope`,
    `/sys/fs/cgroup/docker/${containerId}`,
    `/sys/fs/cgroup/system.slice/docker-${containerId}.scope`,
    `/sys/fs/cgroup/machine.slice/libpod-${containerId}.scope/container`,
  ];
}

/**
 * The memory files of one cgroup folder, v1 or v2, kept open: they are asked after every invocation, and the kernel makes them
 * up in some microseconds, which opening them and a thread of Node's for each would take tenfold.
 */
export class CgroupMemory implements Disposable {
  readonly #stat: number;
  readonly #usage: number;
  readonly #isPeak: boolean;
  readonly #kills: number | undefined;
  /** `memory.stat` has some 2 KB. */
  readonly #buffer = Buffer.alloc(8192);

  /** Throws when the folder is not there. */
  constructor(folder: string) {
    this.#stat = openSync(`${folder}/memory.stat`, 'r');
    const peak = openFirst(folder, ['memory.max_usage_in_bytes', 'memory.peak']);
    const usage = peak ?? openFirst(folder, ['memory.current']);
    if (usage === undefined) {
      closeSync(this.#stat);
      throw new Error(`No memory figures at ${folder}`);
    }
    this.#usage = usage;
    this.#isPeak = peak !== undefined;
    this.#kills = openFirst(folder, ['memory.oom_control', 'memory.events']);
  }

  /** Throws when the container has ended. */
  read(): MemoryFigures {
    const bytes = Number(this.#textOf(this.#usage));
    const fileCache = fileCacheOf(this.#textOf(this.#stat));
    // What is in use now is never more than the highest use.
    return this.#isPeak ? { current: 0, fileCache, highest: bytes } : { current: bytes, fileCache };
  }

  /** How many of its processes the kernel has killed for want of memory; undefined where it does not tell. Throws as `read` does. */
  kills(): number | undefined {
    const count = this.#kills === undefined ? undefined : /^oom_kill (\d+)$/m.exec(this.#textOf(this.#kills))?.[1];
    return count === undefined ? undefined : Number(count);
  }

  [Symbol.dispose](): void {
    closeSync(this.#stat);
    closeSync(this.#usage);
    if (this.#kills !== undefined) closeSync(this.#kills);
  }

  #textOf(file: number): string {
    return this.#buffer.toString('latin1', 0, readSync(file, this.#buffer, 0, this.#buffer.length, 0));
  }
}

function openFirst(folder: string, files: readonly string[]): number | undefined {
  for (const file of files) {
    try {
      return openSync(`${folder}/${file}`, 'r');
    } catch {
      // The other version's file.
    }
  }
  return undefined;
}
