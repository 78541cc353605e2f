import { readFile } from 'node:fs/promises';
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

/** The figures of one cgroup folder, v1 or v2; rejects when it is not there. */
export async function readCgroup(folder: string): Promise<MemoryFigures> {
  const memoryStat = readFile(`${folder}/memory.stat`, 'utf8');
  const [current, highest, stat] = await Promise.all([
    readFirst([`${folder}/memory.usage_in_bytes`, `${folder}/memory.current`]),
    readFirst([`${folder}/memory.max_usage_in_bytes`, `${folder}/memory.peak`]),
    memoryStat,
  ]);
  if (current === undefined) throw new Error(`No memory cgroup at ${folder}`);
  return { current, fileCache: fileCacheOf(stat), ...(highest === undefined ? {} : { highest }) };
}

async function readFirst(files: readonly string[]): Promise<number | undefined> {
  for (const file of files) {
    try {
      return Number(await readFile(file, 'utf8'));
    } catch {
      // The other version's file.
    }
  }
  return undefined;
}
