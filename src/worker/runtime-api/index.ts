export { openRuntimeApi } from './open-runtime-api.js';
export { normalisedErrorType } from './runtime/posted-error.js';
export type {
  InvocationDelivery,
  PostedError,
  RefusalReason,
  RuntimeAnswer,
  RuntimeApi,
  RuntimeApiRoute,
  RuntimeSession,
  RuntimeSessionListener,
} from './runtime-api.js';
