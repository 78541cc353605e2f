export { openRuntimeApi } from './open-runtime-api.js';
export type {
  InvocationDelivery,
  PostedError,
  RefusalReason,
  RuntimeAnswer,
  RuntimeApi,
  RuntimeSession,
} from './runtime-api.js';
