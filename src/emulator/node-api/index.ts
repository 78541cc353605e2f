export { createEmulator } from './create-emulator.js';
export type { CreateEmulatorOptions } from './emulator-settings.js';
export type { FunctionDefinition } from './function-definition.js';
export type { HearthEmulator, InvokeAnswer } from './hearth-emulator.js';
