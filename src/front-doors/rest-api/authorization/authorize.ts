import type { WaitSignal } from '../../../base/index.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { mockHint, unverifiableReason } from '../../api-gateway/authorizers/refusal-hint.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { refusalOfSigner } from '../../api-gateway/iam/refusal-of-signer.js';
import { verifySignature } from '../../api-gateway/iam/verify-signature.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { createKeySets } from '../../api-gateway/tokens/key-sets.js';
import type { Authorization } from './authorization.js';
import { authorizeByCognito, withClaims } from './cognito.js';
import { createLambdaAuthorization } from './lambda-authorizer.js';
import { methodArn } from './method-arn.js';
import { policyStatements, refusedBecause, refusedByPolicy, resourceVerdict } from './resource-policy.js';

/**
 * Decides who may call; keeps key sets and the policies of Lambda authorizers (http contract §1.11). What a resource policy adds is in
 * the developer guide, "How API Gateway resource policies affect authorization workflow".
 */
export function createRestAuthorization(
  needs: DoorNeeds,
): (request: RestRequest, signal: WaitSignal) => Promise<Authorization> {
  const keySets = createKeySets(needs.clock);
  const byFunction = createLambdaAuthorization(needs);
  return async (request, signal) => {
    const { authorization } = request.route;
    if (needs.authorization.disabled) return { allowed: true, caller: {} };
    if (authorization.type === 'AWS_IAM') return bySignatureAndPolicy(request, needs);
    const verdict = request.api.policy === undefined ? undefined : resourceVerdict(request);
    if (verdict === 'denied') return refusedByPolicy(request, verdict);
    if (authorization.type === 'NONE') {
      return verdict === 'not-allowed' ? refusedByPolicy(request, verdict) : { allowed: true, caller: {} };
    }
    const { name, scopes } = authorization;
    const authorizer = request.api.authorizers[name];
    switch (authorizer?.type) {
      case 'TOKEN':
      case 'REQUEST':
        return byFunction(request, name, authorizer, { signal, alsoAllowed: verdict === 'allowed' });
      case 'COGNITO_USER_POOLS': {
        const authorized = await authorizeByCognito(request, authorizer, {
          keySets,
          scopes,
          needs: needs.authorization,
        });
        return authorized.allowed && verdict === 'not-allowed' ? refusedByPolicy(request, verdict) : authorized;
      }
      case 'UNVERIFIABLE':
      case undefined: {
        const { mockClaims } = needs.authorization;
        if (authorizer?.readsClaims === true && mockClaims !== undefined) return withClaims(mockClaims);
        const reason = unverifiableReason(authorizer, name);
        return { allowed: false, refusal: 'AUTHORIZER_CONFIGURATION_ERROR', reason };
      }
    }
  };
}

/** A signer of the API's own account may call unless the policy denies it; one of another account must be let in by it. */
async function bySignatureAndPolicy(request: RestRequest, needs: DoorNeeds): Promise<Authorization> {
  const authorized = await authorizeBySignature(request, needs);
  if (!authorized.allowed) return authorized;
  const { iam } = authorized.caller;
  const { organizationId } = needs.authorization;
  if (request.api.policy !== undefined) {
    const verdict = resourceVerdict(request, iam, { organizationId });
    const isLetIn = verdict === 'allowed' || (verdict === 'not-allowed' && iam?.accountId === request.api.account);
    if (!isLetIn) return refusedByPolicy(request, verdict, iam);
  }
  const reason = refusalOfSigner(needs.permissions, iam, {
    resource: methodArn(request),
    account: request.api.account,
    statements: policyStatements(request.api),
    values: conditionValues(request.client),
  });
  return reason === undefined ? authorized : refusedBecause(reason, request, iam);
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
