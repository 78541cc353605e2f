import { type Clock, systemClock } from '../base/index.js';
import type { Emulator } from './emulator.js';
import type { EmulatorOptions } from './emulator-options.js';

/** An engine near by has its first work long before; nobody waits longer for one that is far away or hangs. */
const HEAD_START_MS = 250;

/**
 * Builds the rooms bottom-up and opens the doors. The rooms are loaded only now: commands that start nothing stay quick. The hosts come
 * first, so that an engine works while the others are loaded, which keeps this process busy, and while the project is read.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { openHosts } = await import('./open-hosts.js');
  const hosts = openHosts(options);
  try {
    const { project, clock = systemClock } = options;
    if (project !== undefined) await within(HEAD_START_MS, hosts.begin(), clock);
    const read = typeof project === 'function' ? project() : project;
    const [rooms, readProject] = await Promise.all([import('./start-emulator.js'), read, hosts.required()]);
    const { region = options.settings.region } = readProject?.stack ?? {};
    const settings = { ...options.settings, region };
    return await rooms.startEmulator({ ...options, settings, project: readProject }, hosts);
  } catch (error) {
    await hosts[Symbol.asyncDispose]();
    throw error;
  }
}

function within(deadlineMs: number, work: Promise<void>, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(deadlineMs, resolve);
    work.then(resolve, reject).finally(cancel);
  });
}
