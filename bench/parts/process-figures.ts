import { readdir, readFile } from 'node:fs/promises';
import { pollUntil } from './poll-until.js';

/** CPU time of all threads of a process in microseconds, from the scheduler's own nanoseconds. Linux only. */
export async function cpuMicroseconds(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')),
  );
  return times.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0) / 1000;
}

/** Resident memory of a process in MB, its share of what it shares with others counted in full. Linux only. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Resident memory once it has stood within 1 MB for two seconds: what was prepared in the background is there by then. */
export async function settledMb(pid: number, signal: AbortSignal): Promise<number> {
  let readings: readonly number[] = [];
  return pollUntil(
    async () => {
      readings = [...readings.slice(-7), await residentMb(pid)];
      const settled = readings.length === 8 && Math.max(...readings) - Math.min(...readings) < 1;
      return settled ? readings.at(-1) : undefined;
    },
    { what: 'settled memory', signal, patienceMs: 30_000, everyMs: 250 },
  );
}
