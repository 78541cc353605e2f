import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { verifySignature } from '../../api-gateway/iam/verify-signature.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { createKeySets } from '../../api-gateway/tokens/key-sets.js';
import type { Authorization } from './authorization.js';
import { authorizeByCognito } from './cognito.js';
import { createLambdaAuthorization } from './lambda-authorizer.js';

/** Decides who may call; keeps key sets and the policies of Lambda authorizers (http contract §1.11). */
export function createRestAuthorization(
  needs: DoorNeeds,
): (request: RestRequest, signal: AbortSignal) => Promise<Authorization> {
  const keySets = createKeySets(needs.clock);
  const byFunction = createLambdaAuthorization(needs);
  return async (request, signal) => {
    const { authorization } = request.route;
    if (authorization.type === 'NONE' || needs.authorization.disabled) return { allowed: true, caller: {} };
    if (authorization.type === 'AWS_IAM') return authorizeBySignature(request, needs);
    const { name, scopes } = authorization;
    const authorizer = request.api.authorizers[name];
    switch (authorizer?.type) {
      case 'TOKEN':
      case 'REQUEST':
        return byFunction(request, name, authorizer, signal);
      case 'COGNITO_USER_POOLS':
        return authorizeByCognito(request, authorizer, { keySets, scopes, needs: needs.authorization });
      case 'UNVERIFIABLE':
      case undefined: {
        const reason = authorizer?.reason ?? `the API has no authorizer "${name}"`;
        return { allowed: false, refusal: 'AUTHORIZER_CONFIGURATION_ERROR', reason: `${reason}. ${mockHint.other}` };
      }
    }
  };
}

async function authorizeBySignature({ client }: RestRequest, { authorization }: DoorNeeds): Promise<Authorization> {
  const verdict = await verifySignature(client, 'execute-api', authorization.secrets);
  switch (verdict.verdict) {
    case 'verified':
      return { allowed: true, caller: { iam: verdict.caller } };
    case 'unsigned':
      return { allowed: false, refusal: 'MISSING_AUTHENTICATION_TOKEN' };
    case 'unknown-key': {
      const reason = `the secret of the access key is not known here. ${mockHint.other}`;
      return { allowed: false, refusal: 'UNKNOWN_KEY', reason };
    }
    case 'wrong':
      return { allowed: false, refusal: 'INVALID_SIGNATURE' };
    case 'untimely':
      return { allowed: false, refusal: 'INVALID_SIGNATURE', message: verdict.message };
  }
}
