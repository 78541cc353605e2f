import type { JWTPayload } from 'jose';
import { messageOf } from '../../../base/index.js';
import type { CognitoAuthorizer } from '../../../model/index.js';
import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import type { AuthorizationNeeds } from '../../api-gateway/door-needs.js';
import { isObject, parseResult } from '../../api-gateway/result-json.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { KeySets } from '../../api-gateway/tokens/key-sets.js';
import { verifyToken } from '../../api-gateway/tokens/verify-token.js';
import { requestSource } from '../mapping/parameters.js';
import type { Authorization } from './authorization.js';
import { shownCognitoClaims } from './cognito-claims.js';

export interface CognitoCheck {
  readonly keySets: KeySets;
  /** Of the method: with any, an access token is asked for, else an ID token. */
  readonly scopes: readonly string[];
  readonly needs: AuthorizationNeeds;
}

const unauthorized = { allowed: false, refusal: 'UNAUTHORIZED' } as const;

/** http contract §1.11, Cognito. */
export async function authorizeByCognito(
  request: RestRequest,
  { userPoolArns, identitySource }: CognitoAuthorizer,
  { keySets, scopes, needs }: CognitoCheck,
): Promise<Authorization> {
  if (needs.mockClaims !== undefined) return withClaims(needs.mockClaims);
  const token =
    requestSource(identitySource, request)
      ?.replace(/^Bearer /i, '')
      .trim() ?? '';
  const issuer = issuerIn(token);
  const arn = userPoolArns.find((candidate) => issuer?.endsWith(`/${poolOf(candidate).id}`));
  if (issuer === undefined || arn === undefined) return unauthorized;
  const url = keysUrl(arn, needs.awsEndpoint);
  let keys: Awaited<ReturnType<KeySets['at']>>;
  try {
    keys = await keySets.at(url);
  } catch (error) {
    const reason = `the keys of the user pool "${arn}" cannot be fetched from "${url}" (${messageOf(error)}). ${mockHint.token}`;
    return { allowed: false, refusal: 'AUTHORIZER_CONFIGURATION_ERROR', reason };
  }
  const verdict = await verifyToken({ token, keys, issuer, nowMs: request.client.receivedAtMs });
  if (verdict.verdict === 'expired') return { ...unauthorized, message: 'The incoming token has expired' };
  return verdict.verdict === 'valid' && isMeant(verdict.claims, scopes) ? withClaims(verdict.claims) : unauthorized;
}

function isMeant(claims: JWTPayload, scopes: readonly string[]): boolean {
  if (scopes.length === 0) return claims['token_use'] === undefined || claims['token_use'] === 'id';
  const { scope } = claims;
  const held = typeof scope === 'string' ? scope.split(' ') : [];
  return claims['token_use'] !== 'id' && scopes.some((one) => held.includes(one));
}

/** The caller with the claims of a token, as events show them. */
export function withClaims(claims: Readonly<Record<string, unknown>>): Authorization {
  return { allowed: true, caller: { authorizer: { claims: shownCognitoClaims(claims) } } };
}

/** Read before it is verified, only to know whose keys to ask for. */
function issuerIn(token: string): string | undefined {
  const payload = parseResult(Buffer.from(token.split('.')[1] ?? '', 'base64url'))?.value;
  const issuer = isObject(payload) ? payload['iss'] : undefined;
  return typeof issuer === 'string' ? issuer : undefined;
}

function poolOf(arn: string): { readonly id: string; readonly region: string } {
  return { id: arn.split('/').at(-1) ?? arn, region: arn.split(':')[3] ?? 'us-east-1' };
}

/** A neighbour that has user pools serves their keys at the path of AWS's host. */
function keysUrl(arn: string, awsEndpoint: string | undefined): string {
  const { id, region } = poolOf(arn);
  return `${awsEndpoint ?? `https://cognito-idp.${region}.amazonaws.com`}/${id}/.well-known/jwks.json`;
}
