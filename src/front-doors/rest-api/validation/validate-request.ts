import { messageOf } from '../../../base/index.js';
import { headerOf } from '../../api-gateway/client-request.js';
import { parseResult } from '../../api-gateway/result-json.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { requestSource } from '../mapping/parameters.js';
import type { BodyValidators } from '../../api-gateway/models/body-validators.js';

/** What a request validator refuses: missing parameters first, then a body that does not fit its model (http contract §1.9). */
export async function validateRequest(
  request: RestRequest,
  validators: BodyValidators,
): Promise<FailedIntegration | undefined> {
  const { validates } = request.route;
  const missing = validates.parameters ? missingParameters(request) : [];
  if (missing.length > 0) {
    const message = `Missing required request parameters: [${missing.join(', ')}]`;
    return { refusal: 'BAD_REQUEST_PARAMETERS', message };
  }
  return validates.body ? validateBody(request, validators) : undefined;
}

/** Headers, then path, then query: sorted by their full names. */
function missingParameters(request: RestRequest): readonly string[] {
  return Object.entries(request.route.requestParameters)
    .filter(([source, isRequired]) => isRequired && (requestSource(source, request) ?? '').trim() === '')
    .map(([source]) => source)
    .sort()
    .map((source) => source.replace(/^method\.request\.[a-z]+\./, ''));
}

async function validateBody(request: RestRequest, validators: BodyValidators): Promise<FailedIntegration | undefined> {
  const { client, route, api } = request;
  const type = (headerOf(client.headers, 'content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
  const model = route.requestModels[type] ?? route.requestModels['$default'];
  if (model === undefined) return undefined;
  const body = parseResult(client.body.length === 0 ? Buffer.from('{}') : client.body);
  if (body === undefined) return { refusal: 'BAD_REQUEST_BODY', validationError: 'The body is not JSON' };
  try {
    const problems = (await validators(api, model))(body.value);
    return problems.length === 0
      ? undefined
      : { refusal: 'BAD_REQUEST_BODY', validationError: `[${problems.join(', ')}]` };
  } catch (error) {
    return { refusal: 'API_CONFIGURATION_ERROR', reason: `its model "${model}": ${messageOf(error)}` };
  }
}
