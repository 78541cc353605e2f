import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { environmentHas } from './environment-has.js';
import { signalGroup, signalProcess } from './process-group.js';

const maxRounds = 20;

/**
 * Kills a sandbox's process group and then, on Linux, every process that has left the group but still carries the sandbox's
 * LAMBDA_RUNTIME_DIR in its environment. A daemon that has changed both is out of reach.
 */
export async function killWithStrays(leader: number, runtimeFolder: string): Promise<void> {
  signalGroup(leader, 'SIGKILL');
  await killStrays(runtimeFolder);
}

/** Repeats until none is found, because one may have forked while the others were looked for. */
export async function killStrays(runtimeFolder: string): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const strays = await processesWith(`LAMBDA_RUNTIME_DIR=${runtimeFolder}`);
    if (strays.length === 0) return;
    for (const pid of strays) signalProcess(pid, 'SIGKILL');
  }
}

/** Sends a signal to the group and to the processes that have left it, once. */
export async function signalWithStrays(leader: number, runtimeFolder: string, signal: NodeJS.Signals): Promise<void> {
  signalGroup(leader, signal);
  for (const pid of await processesWith(`LAMBDA_RUNTIME_DIR=${runtimeFolder}`)) signalProcess(pid, signal);
}

/** The kernel makes an environment up in microseconds; so many are read in one turn. */
const environmentsInATurn = 64;
const roomBytes = 16 * 1024;

async function processesWith(variable: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  // One room for all: sandboxes end often, and a room for each process of the machine would be megabytes each time.
  const room = Buffer.allocUnsafe(roomBytes);
  const carriers: number[] = [];
  for (const [index, pid] of pids.entries()) {
    if (index % environmentsInATurn === environmentsInATurn - 1) await nextTurn();
    if (environmentHas(`/proc/${pid}/environ`, variable, room)) carriers.push(pid);
  }
  return carriers;
}
