export {
  createEmulator,
  type CreateEmulatorOptions,
  type FunctionDefinition,
  type HearthEmulator,
  type InvokeAnswer,
} from './emulator/index.js';
