import type { BackendRequest } from '../backend/call-backend.js';
import { canonicalPaths, canonicalRequest, sha256, sign, stringToSign } from './canonical-request.js';
import type { Signature } from './signature.js';

type Signable = Pick<BackendRequest, 'method' | 'url' | 'headers' | 'body'>;

export interface Signer {
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly service: string;
  readonly region: string;
  readonly nowMs: number;
}

/** The request with signature version 4 in its headers, as AWS and its neighbours verify it; S3 signs a path as it is sent. */
export function signRequest(request: Signable, { credentials, service, region, nowMs }: Signer): Signable {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const url = new URL(request.url);
  const headers = [
    ...request.headers,
    ['X-Amz-Date', time] as const,
    ['X-Amz-Content-Sha256', sha256(request.body)] as const,
    ...(credentials.sessionToken === undefined ? [] : [['X-Amz-Security-Token', credentials.sessionToken] as const]),
  ];
  const signedHeaders = [...new Set(['host', ...headers.map(([name]) => name.toLowerCase())])]
    .filter((name) => !unsigned.has(name))
    .sort();
  const scope: Signature['scope'] = [time.slice(0, 8), region, service, 'aws4_request'];
  const signature: Signature = { accessKeyId: credentials.accessKeyId, scope, signedHeaders, signature: '', time };
  const signed = { ...request, headers: [...headers, ['Host', url.host] as const], query: url.search.slice(1) };
  const path = service === 's3' ? url.pathname : (canonicalPaths(url.pathname)[0] ?? url.pathname);
  const text = stringToSign(canonicalRequest(signed, signature, path), signature);
  const credential = `${credentials.accessKeyId}/${scope.join('/')}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${sign(text, credentials.secretAccessKey, signature)}`;
  return { ...request, headers: [...headers, ['Authorization', authorization]] };
}

/** What proxies on the way may change. */
const unsigned: ReadonlySet<string> = new Set(['user-agent', 'x-amzn-trace-id']);
