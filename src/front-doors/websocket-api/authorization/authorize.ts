import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import { headerOf } from '../../api-gateway/client-request.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { refusalOfSigner } from '../../api-gateway/iam/refusal-of-signer.js';
import { verifySignature } from '../../api-gateway/iam/verify-signature.js';
import { UsageCounts } from '../../api-gateway/usage/usage-plans.js';
import type { ConnectCall } from '../route-call.js';
import type { Authorization } from './authorization.js';
import { connectArn } from './authorizer-event.js';
import { authorizeByFunction } from './lambda-authorizer.js';

/** Decides who may connect: authorizer or signature, then API key. */
export function createConnectAuthorization(
  needs: DoorNeeds,
): (call: ConnectCall, signal: AbortSignal) => Promise<Authorization> {
  const counts = new UsageCounts(needs.clock);
  return async (call, signal) => {
    if (needs.authorization.disabled) return { allowed: true, caller: {} };
    const authorization = await authorize(needs, call, signal);
    return authorization.allowed && call.route.apiKeyRequired ? withKey(counts, call, authorization) : authorization;
  };
}

async function authorize(needs: DoorNeeds, call: ConnectCall, signal: AbortSignal): Promise<Authorization> {
  const { authorization } = call.route;
  if (authorization.type === 'NONE') return { allowed: true, caller: {} };
  if (authorization.type === 'AWS_IAM') return authorizeBySignature(call, needs);
  const authorizer = call.api.authorizers[authorization.name];
  if (authorizer?.type === 'REQUEST') return authorizeByFunction(needs, call, authorizer, signal);
  const problem = authorizer?.reason ?? `the API has no authorizer "${authorization.name}"`;
  return { allowed: false, status: 500, message: 'Internal server error', reason: `${problem}. ${mockHint.other}` };
}

async function authorizeBySignature(
  call: ConnectCall,
  { authorization, permissions }: DoorNeeds,
): Promise<Authorization> {
  const { client, api } = call;
  const verdict = await verifySignature(client, 'execute-api', authorization.secrets);
  const refused = (message: string, reason?: string): Authorization => {
    return { allowed: false, status: 403, message, ...(reason !== undefined && { reason }) };
  };
  switch (verdict.verdict) {
    case 'verified': {
      const asked = { resource: connectArn(call), account: api.account, values: conditionValues(client) };
      const reason = refusalOfSigner(permissions, verdict.caller, asked);
      return reason === undefined
        ? { allowed: true, caller: { iam: verdict.caller } }
        : refused(`User: ${verdict.caller.userArn} is not authorized to perform: execute-api:Invoke`, reason);
    }
    case 'unsigned':
      return refused('Missing Authentication Token');
    case 'unknown-key':
      return refused(
        'The security token included in the request is invalid.',
        `the secret of the access key is not known here. ${mockHint.other}`,
      );
    case 'wrong':
      return refused(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
    case 'untimely':
      return refused(verdict.message);
  }
}

/** The key comes in a header, or from the authorizer ("API key selection expressions"). */
function withKey(
  counts: UsageCounts,
  { api, stage, client }: ConnectCall,
  { caller }: Extract<Authorization, { readonly allowed: true }>,
): Authorization {
  const value = api.apiKeySource === 'AUTHORIZER' ? caller.usageIdentifierKey : headerOf(client.headers, 'x-api-key');
  const use = counts.use(api.usagePlans, stage.name, value);
  if ('key' in use) return { allowed: true, caller: { ...caller, apiKey: { id: use.key.id, value: use.key.value } } };
  switch (use.refused) {
    case 'unknown-key':
      return { allowed: false, status: 403, message: 'Forbidden', reason: `it needs an API key. ${mockHint.other}` };
    case 'throttled':
      return { allowed: false, status: 429, message: 'Too Many Requests' };
    case 'quota-exceeded':
      return { allowed: false, status: 429, message: 'Limit Exceeded' };
  }
}
