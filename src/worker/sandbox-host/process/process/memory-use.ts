import { readFile } from 'node:fs/promises';

/** The highest memory use so far of a process and all its descendants in MB, from Linux's /proc; undefined elsewhere. */
export async function peakMemoryMb(pid: number): Promise<number | undefined> {
  const kilobytes = await peakKilobytes(pid);
  return kilobytes === 0 ? undefined : Math.ceil(kilobytes / 1024);
}

async function peakKilobytes(pid: number): Promise<number> {
  const [status, children] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''),
  ]);
  const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  const ofChildren = await Promise.all(children.split(' ').filter(Boolean).map(Number).map(peakKilobytes));
  return ofChildren.reduce((sum, peak) => sum + peak, own);
}
