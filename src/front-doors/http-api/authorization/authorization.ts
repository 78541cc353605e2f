import type { Header } from '../../api-gateway/client-request.js';
import type { Caller } from '../../api-gateway/routed-request.js';

/** Whether a request may reach its integration. `reason` is for the developer. */
export type Authorization =
  | { readonly allowed: true; readonly caller: Caller }
  | {
      readonly allowed: false;
      readonly refusal: 'unauthorized' | 'forbidden' | 'function-error';
      readonly headers?: readonly Header[];
      /** Told when the client's own fault does not explain it. */
      readonly reason?: string;
    };
