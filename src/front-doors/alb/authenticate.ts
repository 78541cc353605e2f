import type { RuleAuthentication } from '../../model/index.js';
import { mockHint } from '../api-gateway/authorizers/refusal-hint.js';
import type { Header } from '../api-gateway/client-request.js';
import type { AuthorizationNeeds } from '../api-gateway/door-needs.js';

/** Headers that the target gets, or the status and the reason of the refusal. */
export type AuthenticationVerdict =
  { readonly headers: readonly Header[] } | { readonly status: number; readonly reason: string };

/**
 * Nobody can log in here, so that every client is one that is not logged in: it passes where the rule lets such clients pass, where
 * authorizers are switched off, and where claims are mocked (Elastic Load Balancing, "Authenticate users").
 */
export function authenticate(
  authentication: RuleAuthentication | undefined,
  { disabled, mockClaims }: Pick<AuthorizationNeeds, 'disabled' | 'mockClaims'>,
): AuthenticationVerdict {
  if (authentication === undefined || disabled) return { headers: [] };
  const { type, onUnauthenticated } = authentication;
  if (mockClaims !== undefined) return { headers: type === 'jwt-validation' ? [] : userHeaders(mockClaims) };
  switch (onUnauthenticated) {
    case 'allow':
      return { headers: [] };
    case 'deny':
      return { status: 401, reason: `"${type}" cannot be verified here. ${mockHint.token}` };
    case 'authenticate':
      return { status: 561, reason: `nobody can log in here, as "${type}" asks for. ${mockHint.token}` };
  }
}

/** What a target learns of its user; the signature that AWS makes is empty here. */
function userHeaders(claims: Readonly<Record<string, unknown>>): Header[] {
  const { sub } = claims;
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    ...(typeof sub === 'string' ? [['x-amzn-oidc-identity', sub] as const] : []),
    ['x-amzn-oidc-data', `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.`],
  ];
}
