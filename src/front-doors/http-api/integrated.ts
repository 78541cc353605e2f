import type { ClientResponse } from '../api-gateway/client-response.js';
import type { HttpRefusal } from './gateway-responses.js';

/** An integration's answer to the client, or why there is none. */
export type Integrated =
  ClientResponse | { readonly refusal: HttpRefusal; readonly reason?: string; readonly cause?: unknown };
