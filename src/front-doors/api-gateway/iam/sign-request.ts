import type { ClientRequest, Header } from '../client-request.js';
import { canonicalPaths, canonicalRequest, sign, stringToSign } from './canonical-request.js';
import type { Signature } from './signature.js';

/** Whose a request is, and to which service it goes. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  readonly service: string;
  readonly nowMs: number;
}

/** The headers of a request, `host` among them, with those of AWS's signature version 4. */
export function signRequest(
  request: Pick<ClientRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>,
  { accessKeyId, secretAccessKey, sessionToken, region, service, nowMs }: Signer,
): Header[] {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Header[] = [
    ...request.headers,
    ['x-amz-date', time],
    ...(sessionToken === undefined ? [] : [['x-amz-security-token', sessionToken] as const]),
  ];
  const signature: Omit<Signature, 'signature'> = {
    accessKeyId,
    scope: [time.slice(0, 8), region, service, 'aws4_request'],
    signedHeaders: headers.map(([name]) => name.toLowerCase()).sort(),
    time,
  };
  const [path = request.path] = canonicalPaths(request.path);
  const canonical = canonicalRequest({ ...request, headers }, signature, path);
  const signed = sign(stringToSign(canonical, signature), secretAccessKey, signature);
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${signature.scope.join('/')}, SignedHeaders=${signature.signedHeaders.join(';')}, Signature=${signed}`;
  return [...headers, ['authorization', authorization]];
}
