import { readdir, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { residentMb } from '../parts/process-figures.js';

/** What a process holds at one moment. */
export interface Sample {
  readonly atMinutes: number;
  readonly residentMb: number;
  readonly sockets: number;
  readonly files: number;
}

export async function sampleOf(pid: number, startedAt: number): Promise<Sample> {
  const handles = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(handles.map((each) => readlink(`/proc/${pid}/fd/${each}`).catch(() => '')));
  return {
    atMinutes: (performance.now() - startedAt) / 60_000,
    residentMb: await residentMb(pid),
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
    files: targets.filter((target) => target.startsWith('/') && !target.startsWith('/dev/')).length,
  };
}

export async function sampleUntil(signal: AbortSignal, pid: number, startedAt: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    samples.push(await sampleOf(pid, startedAt));
    await wait(1000, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

/** Growth of resident memory in MB a minute over the second half of the run, by least squares: the first half warms up. */
export function memorySlope(samples: readonly Sample[]): number {
  const later = samples.slice(Math.floor(samples.length / 2));
  const meanX = mean(later.map(({ atMinutes }) => atMinutes));
  const meanY = mean(later.map((sample) => sample.residentMb));
  const covariance = mean(later.map((sample) => (sample.atMinutes - meanX) * (sample.residentMb - meanY)));
  return covariance / mean(later.map(({ atMinutes }) => (atMinutes - meanX) ** 2));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
