// cspell:ignore lstart
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** A process told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; undefined where the system does not tell. */
  readonly startedAt?: string;
}

/** The identity of a process of this machine, or undefined when none of that number runs. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (!isKnown(pid)) return undefined;
  if (process.platform === 'linux') return identifyOnLinux(pid);
  const startedAt = process.platform === 'win32' ? undefined : await startByPs(pid);
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

/** Whether the very process that was identified still runs. */
export async function stillRuns(identity: ProcessIdentity): Promise<boolean> {
  const found = await identifyProcess(identity.pid);
  if (found === undefined) return false;
  return found.startedAt === undefined || identity.startedAt === undefined || found.startedAt === identity.startedAt;
}

function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fields of `/proc/<pid>/stat` are counted behind the command name, which may itself hold blanks and brackets. */
function identifyOnLinux(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const startedAt = fields[19];
    // Dead and not yet collected by its parent, for ever in a container whose first process collects none.
    if (state === 'Z' || state === 'X') return undefined;
    return startedAt === undefined ? { pid } : { pid, startedAt };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { pid };
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
