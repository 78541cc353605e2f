import { identifyProcess } from '../../../../base/index.js';

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the system; only good for comparing. */
  readonly startedAt: string;
}

/** The identity of a running process, or undefined when there is none of that number, or the system does not tell when it started. */
export async function identityOf(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = (await identifyProcess(pid))?.startedAt;
  return startedAt === undefined || startedAt === '' ? undefined : { pid, startedAt };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identityOf(identity.pid))?.startedAt === identity.startedAt;
}
