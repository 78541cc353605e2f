import type { Caller } from '../../api-gateway/routed-request.js';

/** Whether a client may connect, or with what status and words it is refused; `reason` is for the developer. */
export type Authorization =
  | { readonly allowed: true; readonly caller: Caller }
  | { readonly allowed: false; readonly status: number; readonly message: string; readonly reason?: string };
