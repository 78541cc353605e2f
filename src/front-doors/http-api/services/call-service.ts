import type { WaitSignal } from '../../../base/index.js';
import type { HttpServiceIntegration } from '../../../model/index.js';
import { callBackend } from '../../api-gateway/backend/call-backend.js';
import { headerOf } from '../../api-gateway/client-request.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { signRequest } from '../../api-gateway/iam/sign-request.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import type { Integrated } from '../integrated.js';
import { render, selectFromRequest } from '../mapping/selection.js';
import { exposedHeaders } from '../response-headers.js';
import { serviceActions } from './service-actions.js';
import type { ServiceAction, ServiceParameters } from './service-request.js';

/**
 * Asks a service of AWS: that of the neighbour, else AWS's own with the user's credentials. Its answer goes to the client as it is
 * (developer guide, "Work with AWS service integrations for HTTP APIs").
 */
export async function callService(
  { services, clock }: DoorNeeds,
  request: HttpRequest,
  integration: HttpServiceIntegration,
  signal: WaitSignal,
): Promise<Integrated> {
  const { subtype, timeoutMs } = integration;
  const action = serviceActions[subtype];
  if (action === undefined) {
    const known = Object.keys(serviceActions).join(', ');
    return { refusal: 'function-error', reason: `its integration calls "${subtype}", which is none of ${known}` };
  }
  const parameters = parametersOf(request, integration);
  const missing = action.required.filter((name) => (parameters[name] ?? '') === '');
  if (missing.length > 0) {
    return { refusal: 'bad-request', reason: `its integration "${subtype}" gets no ${missing.join(', ')}` };
  }
  const credentials = await services?.credentials(request.api.account);
  if (
    services === undefined ||
    credentials === undefined ||
    (services.endpoint === undefined && credentials.areDummies)
  ) {
    const remedy = 'Pass the --aws-endpoint of a neighbour (moto, LocalStack …), or log in to AWS (--profile)';
    return { refusal: 'function-error', reason: `its integration "${subtype}" has no service to call. ${remedy}` };
  }
  const region = parameters['Region'] ?? request.api.region;
  const { method, path, query, headers, body } = action.request(parameters);
  const base = new URL(services.endpoint ?? `https://${action.host ?? action.service}.${region}.amazonaws.com`);
  const unsigned = {
    method,
    url: `${base.origin}${path}${query === '' ? '' : `?${query}`}`,
    headers: Object.entries(headers),
    body: Buffer.from(body),
  };
  const signer = { credentials, region, service: action.service, nowMs: clock.now() };
  const answered = await callBackend({ ...signRequest(unsigned, signer), timeoutMs, signal });
  if ('failed' in answered) {
    const refusal = answered.failed === 'timeout' ? 'backend-timeout' : 'backend-unreachable';
    return { refusal, reason: `its integration "${subtype}": ${answered.reason}` };
  }
  const type = headerOf(answered.headers, 'content-type') ?? defaultType(action);
  return { ...answered, headers: exposedHeaders([['Content-Type', type]], type, request.ids) };
}

/** The values of the integration's parameters; one without a value is not there. */
function parametersOf(request: HttpRequest, { parameters }: HttpServiceIntegration): ServiceParameters {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, template]) => {
      const value = render(template, (expression) => selectFromRequest(expression, request));
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function defaultType({ service }: ServiceAction): string {
  return service === 'sqs' ? 'text/xml' : 'application/json';
}
