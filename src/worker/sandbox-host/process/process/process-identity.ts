import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the system; only good for comparing. */
  readonly startedAt: string;
}

/** The identity of a running process, or undefined when there is none of that number. */
export async function identityOf(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = (await startFromProc(pid)) ?? (await startFromPs(pid));
  return startedAt === undefined || startedAt === '' ? undefined : { pid, startedAt };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identityOf(identity.pid))?.startedAt === identity.startedAt;
}

async function startFromProc(pid: number): Promise<string | undefined> {
  const self = await readFile('/proc/self/stat').catch(() => undefined);
  if (self === undefined) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // From the 3rd field on; the 2nd is the program's name in brackets, which may hold blanks and brackets itself.
  const [state = 'X', ...others] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A process that was killed but not yet collected by its parent runs no more.
  return ['Z', 'X', ''].includes(state) ? '' : others[18];
}

async function startFromPs(pid: number): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim();
  } catch {
    return undefined;
  }
}
