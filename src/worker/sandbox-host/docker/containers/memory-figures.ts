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

const TOTAL_CACHE = /^total_cache (\d+)$/m;
const TOTAL_SHARED = /^total_shmem (\d+)$/m;
const FILE = /^file (\d+)$/m;
const SHARED = /^shmem (\d+)$/m;

/** Reads `memory.stat`: cgroup v1 counts shared memory in `total_cache`, v2 in `file`; it cannot be given back, so it is no cache. */
export function fileCacheOf(memoryStat: string): number {
  const cache = bytesIn(memoryStat, TOTAL_CACHE) ?? bytesIn(memoryStat, FILE) ?? 0;
  const shared = bytesIn(memoryStat, TOTAL_SHARED) ?? bytesIn(memoryStat, SHARED) ?? 0;
  return Math.max(0, cache - shared);
}

function bytesIn(memoryStat: string, line: RegExp): number | undefined {
  const bytes = line.exec(memoryStat)?.[1];
  return bytes === undefined ? undefined : Number(bytes);
}

/** Megabytes as AWS prints them: rounded up. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}
