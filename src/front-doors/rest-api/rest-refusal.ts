import type { GatewayResponseName } from './built-in-responses.js';

/** An answer of the gateway itself, with what this case says in place of the built-in words. */
export interface RestRefusal {
  readonly refusal: GatewayResponseName;
  readonly message?: string;
  /** `$context.error.validationErrorString`. */
  readonly validationError?: string;
}
