import { createHash } from 'node:crypto';
import os from 'node:os';

/**
 * The name that a sandbox's folder has while that process of this machine makes or removes it: whatever it holds then, it is known
 * whether somebody still works on it.
 */
export function unfinishedName(id: string, pid: number): string {
  return `unfinished-${machineMark()}-${pid}-${id}`;
}

/** The process that makes or removes a folder of this name; undefined for any other name. */
export function workerOnUnfinished(name: string): number | undefined {
  const [, machine, pid] = /^unfinished-([0-9a-f]{8})-(\d+)-/.exec(name) ?? [];
  return machine === machineMark() && pid !== undefined ? Number(pid) : undefined;
}

function machineMark(): string {
  return createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
}
