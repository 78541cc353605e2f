import type { Emulator } from './emulator.js';
import type { EmulatorOptions } from './emulator-options.js';

/** Builds the rooms bottom-up and opens the doors. The rooms are loaded only now: commands that start nothing stay quick. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const rooms = await import('./start-emulator.js');
  return rooms.startEmulator(options);
}
