// cspell:ignore lstart
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; undefined where the system does not tell. */
  readonly startedAt?: string;
}

/** The identity of a process of this machine, or undefined when there is none of that number. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (!isAlive(pid)) return undefined;
  const startedAt = await startOf(pid);
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

/** Whether the very process that was identified still runs. */
export async function stillRuns(identity: ProcessIdentity): Promise<boolean> {
  const found = await identifyProcess(identity.pid);
  if (found === undefined) return false;
  return found.startedAt === undefined || identity.startedAt === undefined || found.startedAt === identity.startedAt;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

/** Field 22 of `/proc/<pid>/stat`, counted behind the command name, which may itself hold blanks and brackets. */
async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** `lstart` is the time of the start, to the second. */
async function startByPs(pid: number): Promise<string | undefined> {
  try {
    const env = { LC_ALL: 'C', PATH: '/bin:/usr/bin' };
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env, timeout: 2000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
