import type { Emulator } from './emulator.js';
import type { EmulatorOptions } from './emulator-options.js';

/**
 * Builds the rooms bottom-up and opens the doors. The rooms are loaded only now: commands that start nothing stay quick. What hosts do
 * ahead of need waits until the doors have been told, unless it costs this process next to nothing.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { openHosts } = await import('./open-hosts.js');
  const hosts = openHosts(options);
  try {
    const { project } = options;
    if (project !== undefined) hosts.beginEarly();
    // Its files are read from the disk meanwhile.
    const loading = import('./start-emulator.js');
    loading.catch(() => undefined);
    const read = typeof project === 'function' ? await project() : project;
    const rooms = await loading;
    const { region = options.settings.region, account = options.settings.account } = read?.stack ?? {};
    const settings = { ...options.settings, region, account };
    return await rooms.startEmulator({ ...options, settings, project: read }, hosts);
  } catch (error) {
    await hosts[Symbol.asyncDispose]();
    throw error;
  }
}
