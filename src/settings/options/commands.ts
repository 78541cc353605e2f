import type { SettingsCommand } from '../option.js';

/** Commands that run an emulator of their own. */
export const running: readonly SettingsCommand[] = ['start-api', 'start-lambda', 'start', 'invoke', 'createEmulator'];

/** Commands under which functions can be debugged by people. */
export const debugging: readonly SettingsCommand[] = ['start-api', 'start-lambda', 'start', 'invoke'];

/** Commands that keep running and serve doors. */
export const serving: readonly SettingsCommand[] = ['start-api', 'start-lambda', 'start', 'createEmulator'];

/** Commands that ask a running Hearth. */
export const asking: readonly SettingsCommand[] = ['invoke', 'logs', 'ps', 'events', 'routes'];

/** Commands that read the project file. */
export const reading: readonly SettingsCommand[] = [...running, 'env', 'routes', 'validate'];

/** Commands that look at the project's folder. */
export const inProject: readonly SettingsCommand[] = [...reading, 'logs', 'ps', 'events', 'doctor', 'images'];
