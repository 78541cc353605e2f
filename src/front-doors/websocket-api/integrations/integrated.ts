import type { CallFailure } from '../../api-gateway/call-function.js';

/** What an integration answered: `status` decides on an upgrade, `body` may go back to the sender of a message. */
export type Integrated = IntegrationAnswer | FailedIntegration;

export interface IntegrationAnswer {
  readonly status: number;
  /** The subprotocol that a function chose. */
  readonly protocol?: string;
  readonly body?: string;
}

/** `reason` is for the developer; the client only learns that it failed. */
export interface FailedIntegration {
  readonly failed: CallFailure | 'function-error' | 'malformed' | 'backend' | 'configuration';
  readonly reason?: string;
  readonly cause?: unknown;
}
