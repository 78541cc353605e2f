import { identifyProcess } from '../../../../base/index.js';

/** A live process's start time in the system's own unit, `''` when it lives but the system tells none, undefined when there is none. */
export async function processStart(pid: number): Promise<string | undefined> {
  const found = await identifyProcess(pid);
  return found === undefined ? undefined : (found.startedAt ?? '');
}
