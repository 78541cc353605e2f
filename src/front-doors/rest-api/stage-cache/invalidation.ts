import type { ClientRequest } from '../../api-gateway/client-request.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { resourceVerdict } from '../authorization/resource-policy.js';

/** The permission that a policy gives to those who may invalidate entries. */
export const invalidateCache = 'execute-api:InvalidateCache';

/** `Cache-Control: max-age=0`, alone or among others. */
export function asksForFresh({ headers }: ClientRequest): boolean {
  return headers.some(
    ([name, value]) => name.toLowerCase() === 'cache-control' && /(?:^|,)\s*max-age=0\s*(?:,|$)/i.test(value),
  );
}

/** Whether the caller is let: by signing as the account, by the policy of the authorizer, or by that of the API. */
export function mayInvalidate(request: RestRequest): boolean {
  const { caller, api } = request;
  if (caller?.iam?.accountId === api.account || caller?.mayInvalidateCache === true) return true;
  return api.policy !== undefined && resourceVerdict(request, caller?.iam, { action: invalidateCache }) === 'allowed';
}
