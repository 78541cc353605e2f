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

/** What a template makes that is no JSON is told to the client in Lambda's words (https://github.com/srcecde/aws-tutorial-code/issues/4). */
export function failedCall(
  { failed, reason, cause, isNoJson }: FailedCall,
  functionReference: string,
): FailedIntegration {
  if (isNoJson === true) return { refusal: 'BAD_REQUEST_BODY', message: reason };
  return { refusal: refusals[failed], reason: `function "${functionReference}": ${reason}`, cause };
}
