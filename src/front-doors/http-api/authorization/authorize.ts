import type { WaitSignal } from '../../../base/index.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { mockHint, unverifiableReason } from '../../api-gateway/authorizers/refusal-hint.js';
import { refusalOfSigner } from '../../api-gateway/iam/refusal-of-signer.js';
import { verifySignature } from '../../api-gateway/iam/verify-signature.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import { createKeySets } from '../../api-gateway/tokens/key-sets.js';
import type { Authorization } from './authorization.js';
import { createLambdaAuthorization, routeArn } from './lambda-authorizer.js';
import { authorizeByJwt, withScopes } from './jwt.js';

/** Decides who may call; keeps key sets and the answers of Lambda authorizers. */
export function createHttpAuthorization(
  needs: DoorNeeds,
): (request: HttpRequest, signal: WaitSignal) => Promise<Authorization> {
  const keySets = createKeySets(needs.clock);
  const byFunction = createLambdaAuthorization(needs);
  const { disabled, mockClaims } = needs.authorization;
  return async (request, signal) => {
    const { authorization } = request.route;
    if (authorization.type === 'NONE' || disabled) return { allowed: true, caller: {} };
    if (authorization.type === 'AWS_IAM') return authorizeBySignature(request, needs);
    const authorizer = request.api.authorizers[authorization.name];
    switch (authorizer?.type) {
      case 'JWT':
        return authorizeByJwt(request, authorizer, { keySets, mockClaims, scopes: authorization.scopes });
      case 'LAMBDA':
        return byFunction(request, authorization.name, authorizer, signal);
      case 'UNVERIFIABLE':
      case undefined: {
        if (authorizer?.readsClaims === true && mockClaims !== undefined) {
          return withScopes(mockClaims, authorization.scopes);
        }
        const reason = unverifiableReason(authorizer, authorization.name);
        return { allowed: false, refusal: 'unauthorized', reason };
      }
    }
  };
}

async function authorizeBySignature(
  request: HttpRequest,
  { authorization, permissions }: DoorNeeds,
): Promise<Authorization> {
  const verdict = await verifySignature(request.client, 'execute-api', authorization.secrets);
  if (verdict.verdict === 'verified') {
    const reason = refusalOfSigner(permissions, verdict.caller, {
      resource: routeArn(request),
      account: request.api.account,
      values: conditionValues(request.client),
    });
    if (reason !== undefined) return { allowed: false, refusal: 'forbidden', reason };
    return { allowed: true, caller: { iam: verdict.caller } };
  }
  const reason =
    verdict.verdict === 'unknown-key' ? `the secret of the access key is not known here. ${mockHint.other}` : undefined;
  return { allowed: false, refusal: 'forbidden', ...(reason !== undefined && { reason }) };
}
