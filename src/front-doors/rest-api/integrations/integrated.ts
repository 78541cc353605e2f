import type { ClientResponse } from '../../api-gateway/client-response.js';
import type { RestRefusal } from '../rest-refusal.js';

/** An integration's answer to the client (`sent`: it wrote it itself), or why there is none; `reason` is for the developer. */
export type Integrated = ClientResponse | 'sent' | FailedIntegration;

export interface FailedIntegration extends RestRefusal {
  readonly reason?: string;
  readonly cause?: unknown;
}
