import { listenHttp } from '../../src/base/index.js';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An issuer of tokens on this machine, with discovery and keys as an OpenID provider has them. */
export interface JwtIssuer extends AsyncDisposable {
  readonly url: string;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  readonly sign: (
    claims: JWTPayload,
    options?: { readonly expiresAt?: number | 'never'; readonly kid?: string },
  ) => Promise<string>;
}

export async function startJwtIssuer(): Promise<JwtIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  let asked = 0;
  const server = await listenHttp(
    (request, response) => {
      const isDiscovery = request.url?.endsWith('/.well-known/openid-configuration') === true;
      if (!isDiscovery) asked += 1;
      const host = request.headers.host ?? '';
      response.end(JSON.stringify(isDiscovery ? { jwks_uri: `http://${host}/keys` } : { keys: [jwk] }));
    },
    { host: '127.0.0.1', port: 0 },
  );
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    asked: () => asked,
    sign: (claims, { expiresAt = Math.floor(Date.now() / 1000) + 600, kid = 'one' } = {}) =>
      new SignJWT({ iss: url, ...claims, ...(expiresAt !== 'never' && { exp: expiresAt }) })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(privateKey),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
