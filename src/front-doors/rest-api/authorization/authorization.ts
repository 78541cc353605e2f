import type { Caller } from '../../api-gateway/routed-request.js';
import type { FailedIntegration } from '../integrations/integrated.js';

/** Whether a request may go on, or what refuses it. */
export type Authorization =
  { readonly allowed: true; readonly caller: Caller } | ({ readonly allowed: false } & FailedIntegration);
