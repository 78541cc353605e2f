import type { TokenRules } from '../../model/index.js';
import { messageOf } from '../../base/index.js';
import { mockHint } from '../api-gateway/authorizers/refusal-hint.js';
import { type ClientRequestHead, headerOf } from '../api-gateway/client-request.js';
import type { KeySets } from '../api-gateway/tokens/key-sets.js';
import { isToken, verifyToken } from '../api-gateway/tokens/verify-token.js';
import type { AuthenticationVerdict } from './authenticate.js';

/**
 * Verifies the token of a request: signature, issuer, times, and what else the rule asks of its claims; the target gets it as it came
 * (Elastic Load Balancing, "Verify JWTs using an Application Load Balancer").
 */
export async function authenticateByToken(
  { jwksEndpoint, issuer, claims: rules }: TokenRules,
  { headers, receivedAtMs }: Pick<ClientRequestHead, 'headers' | 'receivedAtMs'>,
  keySets: Pick<KeySets, 'at'>,
): Promise<AuthenticationVerdict> {
  const token = /^Bearer +(\S+) *$/i.exec(headerOf(headers, 'authorization') ?? '')?.[1];
  if (token === undefined || !(await isToken(token))) return refused('there is no token');
  let keys: Awaited<ReturnType<KeySets['at']>>;
  try {
    keys = await keySets.at(jwksEndpoint);
  } catch (error) {
    return { status: 500, reason: `the keys of its tokens cannot be fetched (${messageOf(error)}). ${mockHint.token}` };
  }
  const verdict = await verifyToken({ token, keys, issuer, nowMs: receivedAtMs });
  if (verdict.verdict !== 'valid') return refused(verdict.hint ?? verdict.reason);
  const { claims } = verdict;
  const missing = rules.find(({ name, format, values }) => {
    const given = valuesOf(claims[name], format);
    return !values.every((value) => given.includes(value));
  });
  return missing === undefined ? { headers: [] } : refused(`the token has no valid "${missing.name}" claim`);
}

function refused(reason: string): AuthenticationVerdict {
  return { status: 401, reason };
}

function valuesOf(claim: unknown, format: TokenRules['claims'][number]['format']): readonly unknown[] {
  if (format === 'string-array') return Array.isArray(claim) ? claim : [];
  if (typeof claim !== 'string') return [];
  return format === 'space-separated-values' ? claim.split(' ') : [claim];
}
