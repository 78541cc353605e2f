import { messageOf } from '../../../base/index.js';
import type { JwtAuthorizer } from '../../../model/index.js';
import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import type { KeySets } from '../../api-gateway/tokens/key-sets.js';
import { isToken, verifyToken } from '../../api-gateway/tokens/verify-token.js';
import { selectFromRequest } from '../mapping/selection.js';
import type { Authorization } from './authorization.js';
import { shownClaims } from './shown-claims.js';

export interface JwtCheck {
  readonly keySets: KeySets;
  readonly mockClaims: Readonly<Record<string, unknown>> | undefined;
  /** Of the route; one of them must be in the token. */
  readonly scopes: readonly string[];
}

/** http contract §2.5. */
export async function authorizeByJwt(
  request: HttpRequest,
  { issuer, audiences, identitySource }: JwtAuthorizer,
  { keySets, mockClaims, scopes }: JwtCheck,
): Promise<Authorization> {
  if (mockClaims !== undefined) return withScopes(mockClaims, scopes);
  const token =
    selectFromRequest(identitySource, request)
      ?.replace(/^Bearer /i, '')
      .trim() ?? '';
  if (token === '') return { allowed: false, refusal: 'unauthorized', headers: [['www-authenticate', 'Bearer']] };
  if (!(await isToken(token))) return invalidToken('the token is malformed');
  let keys: Awaited<ReturnType<KeySets['ofIssuer']>>;
  try {
    keys = await keySets.ofIssuer(issuer);
  } catch (error) {
    const reason = `the keys of the issuer "${issuer}" cannot be fetched (${messageOf(error)}). ${mockHint.token}`;
    return { allowed: false, refusal: 'function-error', reason };
  }
  const verdict = await verifyToken({ token, keys, issuer, nowMs: request.client.receivedAtMs });
  if (verdict.verdict !== 'valid') return invalidToken(verdict.reason, verdict.hint);
  return isForAudience(verdict.claims, audiences)
    ? withScopes(verdict.claims, scopes)
    : invalidToken('the token does not have a valid audience');
}

/** `client_id` stands in for an `aud` that is not there. */
function isForAudience(claims: Readonly<Record<string, unknown>>, audiences: readonly string[]): boolean {
  const named = claims['aud'] ?? claims['client_id'];
  return (Array.isArray(named) ? named : [named]).some((one) => typeof one === 'string' && audiences.includes(one));
}

/** The caller with these claims, when they hold one of the scopes asked for. */
export function withScopes(claims: Readonly<Record<string, unknown>>, asked: readonly string[]): Authorization {
  const given = claims['scope'] ?? claims['scp'];
  const scopes = Array.isArray(given)
    ? given.map(String)
    : typeof given === 'string'
      ? given.split(' ').filter(Boolean)
      : [];
  if (asked.length > 0 && !asked.some((scope) => scopes.includes(scope))) {
    const header = `Bearer scope="${asked.join(' ')}" error="insufficient_scope"`;
    return { allowed: false, refusal: 'forbidden', headers: [['www-authenticate', header]] };
  }
  return { allowed: true, caller: { jwt: { claims: shownClaims(claims), scopes: asked.length > 0 ? scopes : null } } };
}

function invalidToken(description: string, hint?: string): Authorization {
  const header = `Bearer scope="" error="invalid_token" error_description="${description.replaceAll('"', "'")}"`;
  return {
    allowed: false,
    refusal: 'unauthorized',
    headers: [['www-authenticate', header]],
    ...(hint !== undefined && { reason: hint }),
  };
}
