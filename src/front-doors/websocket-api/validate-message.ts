import { messageOf } from '../../base/index.js';
import type { BodyValidators } from '../api-gateway/models/body-validators.js';
import { parseResult } from '../api-gateway/result-json.js';
import type { MessageCall } from './route-call.js';
import { evaluateSelection } from './routing/selection-expression.js';
import { callVariables } from './routing/selection-variables.js';

/** Holds a message against the model that the route's expression chooses, for integrations that are no proxies; `reason` is for the developer. */
export async function validateMessage(
  call: MessageCall,
  validators: BodyValidators,
): Promise<{ readonly valid: boolean; readonly reason?: string }> {
  const { modelSelectionExpression, requestModels, integration } = call.route;
  if (modelSelectionExpression === undefined || /_PROXY$/.test(integration?.type ?? '')) return { valid: true };
  const key = evaluateSelection(modelSelectionExpression, callVariables(call));
  const model = requestModels[key] ?? requestModels['$default'];
  if (model === undefined) return { valid: true };
  const body = parseResult(Buffer.from(call.body));
  if (body === undefined) return { valid: false, reason: 'it is not JSON' };
  try {
    const problems = (await validators(call.api, model))(body.value);
    return problems.length === 0 ? { valid: true } : { valid: false, reason: `[${problems.join(', ')}]` };
  } catch (error) {
    return { valid: false, reason: `its model "${model}": ${messageOf(error)}` };
  }
}
