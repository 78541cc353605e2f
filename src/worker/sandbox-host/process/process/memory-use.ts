import { readFileSync } from 'node:fs';

/**
 * The highest memory use so far of a process and all its descendants in MB, from Linux's /proc; undefined elsewhere. The kernel
 * makes these files up in microseconds; a thread of Node's for each would take tenfold, after every invocation.
 */
export function peakMemoryMb(pid: number): number | undefined {
  const kilobytes = peakKilobytes(pid);
  return kilobytes === 0 ? undefined : Math.ceil(kilobytes / 1024);
}

function peakKilobytes(pid: number): number {
  const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
  const children = textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.map(peakKilobytes).reduce((sum, peak) => sum + peak, own);
}

/** As UTF-8, which Node reads without a buffer: others take 8 KB and more for each reading, outside the heap. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
