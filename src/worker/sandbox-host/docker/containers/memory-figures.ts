/** What a memory cgroup says, in bytes. */
export interface MemoryFigures {
  /** Highest use since the container started, file cache included; undefined where the kernel keeps none. */
  readonly highest?: number;
  readonly current: number;
  /** Pages of files, which the kernel gives back when memory is short: not what the function needs. */
  readonly fileCache: number;
}

/**
 * Highest use without file cache, in bytes. The kernel keeps the peak only with the cache, so the cache of this moment is
 * taken off; what is in use now is a lower bound, the limit an upper one.
 */
export function usedBytes({ highest, current, fileCache }: MemoryFigures, limitBytes: number): number {
  const now = Math.max(0, current - fileCache);
  const peak = highest === undefined ? now : Math.max(0, highest - fileCache);
  return Math.min(limitBytes, Math.max(now, peak));
}

/** Reads `memory.stat`: cgroup v1 counts shared memory in `total_cache`, v2 in `file`; it cannot be given back, so it is no cache. */
export function fileCacheOf(memoryStat: string): number {
  const values = new Map(
    memoryStat.split('\n').map((line) => {
      const [name = '', value = '0'] = line.split(' ');
      return [name, Number(value)] as const;
    }),
  );
  const cache = values.get('total_cache') ?? values.get('file') ?? 0;
  const shared = values.get('total_shmem') ?? values.get('shmem') ?? 0;
  return Math.max(0, cache - shared);
}

/** Megabytes as AWS prints them: rounded up. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}
