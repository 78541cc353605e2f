import type { RestServiceIntegration } from '../../../../model/index.js';
import { messageOf, type WaitSignal } from '../../../../base/index.js';
import { callBackend } from '../../../api-gateway/backend/call-backend.js';
import type { DoorNeeds } from '../../../api-gateway/door-needs.js';
import { signRequest } from '../../../api-gateway/iam/sign-request.js';
import type { RestRequest } from '../../../api-gateway/routed-request.js';
import type { BackendResponse } from '../../mapping/map-response.js';
import { failed, requestParametersOf } from '../http.js';
import type { FailedIntegration } from '../integrated.js';
import type { MappedBody } from '../mapped.js';
import { illegalServiceHeader } from '../passed-headers.js';
import { asJson } from './query-answer.js';
import { serviceRequest } from './service-request.js';

const remedy = 'Pass the --aws-endpoint of a neighbour (moto, LocalStack …), or log in to AWS (--profile).';

/** Another AWS service, as the neighbour or AWS itself answers for it: the request is signed with the user's credentials, or with dummies. */
export async function callService(
  { services, clock }: DoorNeeds,
  request: RestRequest,
  integration: RestServiceIntegration,
  mapped: MappedBody,
  signal: WaitSignal,
): Promise<BackendResponse | FailedIntegration> {
  const parameters = requestParametersOf(integration, request, mapped);
  const illegal = illegalServiceHeader(parameters.headers);
  if (illegal !== undefined) {
    return { refusal: 'API_CONFIGURATION_ERROR', reason: `the header "${illegal}" cannot be mapped` };
  }
  const asked = `its integration calls the AWS service "${integration.service}"`;
  let credentials: Awaited<ReturnType<NonNullable<DoorNeeds['services']>['credentials']>> | undefined;
  try {
    credentials = await services?.credentials(request.api.account);
  } catch (error) {
    return {
      refusal: 'API_CONFIGURATION_ERROR',
      reason: `${asked}, and there are no credentials (${messageOf(error)}). ${remedy}`,
    };
  }
  if (credentials === undefined || (credentials.areDummies && services?.endpoint === undefined)) {
    return {
      refusal: 'API_CONFIGURATION_ERROR',
      reason: `${asked}, and there is no neighbour that answers for it. ${remedy}`,
    };
  }
  const unsigned = serviceRequest(request, integration, { parameters, mapped, endpoint: services?.endpoint });
  const { service } = integration;
  const region = integration.region === '' ? request.api.region : integration.region;
  const signed = signRequest(unsigned, {
    credentials,
    service: signingNames.get(service) ?? service,
    region,
    nowMs: clock.now(),
  });
  const result = await callBackend({ ...signed, timeoutMs: integration.timeoutMs, signal });
  if ('failed' in result) return failed({ ...result, reason: `${asked}: ${result.reason}. ${remedy}` });
  return { selectionText: String(result.status), ...asJson(result, signed.headers) };
}

/** Where a service signs under another name than that of its host. */
const signingNames: ReadonlyMap<string, string> = new Map([
  ['sync-states', 'states'],
  ['email', 'ses'],
]);
