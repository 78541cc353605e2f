import type { JSONWebKeySet, JWTPayload } from 'jose';

/** What a token says, or why it is refused. */
export type TokenVerdict =
  | { readonly verdict: 'valid'; readonly claims: JWTPayload }
  /** `hint` tells the developer what the client does not learn. */
  | { readonly verdict: 'invalid' | 'expired'; readonly reason: string; readonly hint?: string };

export interface TokenCheck {
  readonly token: string;
  readonly keys: JSONWebKeySet;
  readonly issuer: string;
  readonly nowMs: number;
}

/** Whether a text has the form of a token; only then is its issuer asked for keys. */
export async function isToken(text: string): Promise<boolean> {
  const { decodeJwt, decodeProtectedHeader } = await import('jose');
  try {
    decodeProtectedHeader(text);
    decodeJwt(text);
    return true;
  } catch {
    return false;
  }
}

/** Checks an RS256/384/512 signature, the issuer and the times of a token: it must end, and have begun ("JWT authorizers", http contract §2.5). */
export async function verifyToken({ token, keys, issuer, nowMs }: TokenCheck): Promise<TokenVerdict> {
  // Loaded when the first token comes: commands that verify none stay quick.
  const { createLocalJWKSet, errors, jwtVerify } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ['RS256', 'RS384', 'RS512'],
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    if (payload.iat !== undefined && payload.iat * 1000 > nowMs) {
      return { verdict: 'invalid', reason: 'the token has an invalid "iat" claim' };
    }
    // Checked last, as API Gateway's answers show.
    if (payload.iss !== issuer) return { verdict: 'invalid', reason: 'the token does not have a valid issuer' };
    return { verdict: 'valid', claims: payload };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { verdict: 'expired', reason: 'the token has expired' };
    if (error instanceof errors.JWTClaimValidationFailed) {
      return { verdict: 'invalid', reason: `the token has an invalid "${error.claim}" claim` };
    }
    if (error instanceof errors.JWKSNoMatchingKey) {
      const hint = `the issuer "${issuer}" has no key of that "kid"; its keys are kept for two hours, as on AWS: start Hearth anew when it has made others`;
      return { verdict: 'invalid', reason: 'signature is invalid', hint };
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return { verdict: 'invalid', reason: 'signature is invalid' };
    }
    if (error instanceof errors.JOSEError) return { verdict: 'invalid', reason: 'the token is malformed' };
    throw error;
  }
}
