import type { Clock } from '../../../base/index.js';
import { headerOf } from '../../api-gateway/client-request.js';
import type { Caller, RestRequest } from '../../api-gateway/routed-request.js';
import { UsageCounts } from '../../api-gateway/usage/usage-plans.js';
import { methodName } from '../stage-settings/method-name.js';
import type { FailedIntegration } from '../integrations/integrated.js';

const refusals = {
  'unknown-key': 'INVALID_API_KEY',
  throttled: 'THROTTLED',
  'quota-exceeded': 'QUOTA_EXCEEDED',
} as const;

/** Checks the API key of methods that need one, and counts its use (http contract §1.12). */
export class ApiKeys {
  readonly #counts: UsageCounts;

  constructor(clock: Clock) {
    this.#counts = new UsageCounts(clock);
  }

  /** The caller with its key, or what refuses it. */
  check({ api, route, client, stage }: RestRequest, caller: Caller): Caller | FailedIntegration {
    if (!route.apiKeyRequired) return caller;
    const value = api.apiKeySource === 'AUTHORIZER' ? caller.usageIdentifierKey : headerOf(client.headers, 'x-api-key');
    const use = this.#counts.use(api.usagePlans, stage.name, value, methodName(route));
    if ('key' in use) return { ...caller, apiKey: { id: use.key.id, value: use.key.value } };
    const hasKeys = api.usagePlans.some(({ keys }) => keys.length > 0);
    const reason =
      'it needs an API key, and no usage plan of this template has one for its stage. Pass --disable-authorizer to open every route.';
    return { refusal: refusals[use.refused], ...(!hasKeys && { reason }) };
  }
}
