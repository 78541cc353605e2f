import type { ApiBase } from '../../../model/index.js';
import { messageOf, type WaitSignal } from '../../../base/index.js';
import { type BackendFailure, type BackendResult, callBackend } from '../backend/call-backend.js';
import type { DoorNeeds } from '../door-needs.js';
import { signRequest } from '../iam/sign-request.js';
import { illegalServiceHeader } from '../mapped-headers.js';
import { asJson } from './query-answer.js';
import { serviceRequest, type ServiceCall } from './service-request.js';

const remedy = 'Pass the --aws-endpoint of a neighbour (moto, LocalStack …), or log in to AWS (--profile).';

/** Why a service was not called. */
interface NotCalled {
  readonly failed: 'configuration';
  readonly reason: string;
}

/** Another AWS service, as the neighbour or AWS itself answers for it: the request is signed with the user's credentials, or with dummies. */
export async function callService(
  { services, clock }: Pick<DoorNeeds, 'services' | 'clock'>,
  api: Pick<ApiBase, 'id' | 'account' | 'region'>,
  call: Omit<ServiceCall, 'apiId'>,
  limits: { readonly timeoutMs: number; readonly signal: WaitSignal },
): Promise<Exclude<BackendResult, BackendFailure> | BackendFailure | NotCalled> {
  const illegal = illegalServiceHeader(call.headers);
  if (illegal !== undefined) return { failed: 'configuration', reason: `the header "${illegal}" cannot be mapped` };
  const { service, region } = call.called;
  const asked = `its integration calls the AWS service "${service}"`;
  let credentials: Awaited<ReturnType<NonNullable<DoorNeeds['services']>['credentials']>> | undefined;
  try {
    credentials = await services?.credentials(api.account);
  } catch (error) {
    const reason = `${asked}, and there are no credentials (${messageOf(error)}). ${remedy}`;
    return { failed: 'configuration', reason };
  }
  if (credentials === undefined || (credentials.areDummies && services?.endpoint === undefined)) {
    return { failed: 'configuration', reason: `${asked}, and there is no neighbour that answers for it. ${remedy}` };
  }
  const signed = signRequest(serviceRequest({ ...call, apiId: api.id }, services?.endpoint), {
    credentials,
    service: signingNames.get(service) ?? service,
    region: region === '' ? api.region : region,
    nowMs: clock.now(),
  });
  const result = await callBackend({ ...signed, ...limits });
  if ('failed' in result) return { ...result, reason: `${asked}: ${result.reason}. ${remedy}` };
  return { status: result.status, ...asJson(result, signed.headers) };
}

/** Where a service signs under another name than that of its host. */
const signingNames: ReadonlyMap<string, string> = new Map([
  ['sync-states', 'states'],
  ['email', 'ses'],
]);
