import type { CallFailure, FailedCall } from '../../api-gateway/call-function.js';
import type { GatewayResponseName } from '../built-in-responses.js';
import type { FailedIntegration } from './integrated.js';

/** http contract §1.6. */
const refusals: Readonly<Record<CallFailure, GatewayResponseName>> = {
  throttled: 'API_CONFIGURATION_ERROR',
  'not-callable': 'API_CONFIGURATION_ERROR',
  'event-too-large': 'EVENT_TOO_LARGE',
  timeout: 'INTEGRATION_TIMEOUT',
};

export function failedCall({ failed, reason, cause }: FailedCall, functionReference: string): FailedIntegration {
  return { refusal: refusals[failed], reason: `function "${functionReference}": ${reason}`, cause };
}
