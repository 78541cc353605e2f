import { createHash, createHmac } from 'node:crypto';

export interface Signable {
  readonly method?: string;
  readonly path: string;
  readonly host: string;
  readonly body?: string;
  readonly service: 'execute-api' | 'lambda';
  readonly accessKeyId?: string;
  readonly secret?: string;
  readonly atMs?: number;
}

/** The headers of a request signed with signature version 4, for a path without query; the key is the one that test doors know. */
export function signedHeaders(request: Signable): Record<string, string> {
  const { method = 'GET', path, host, body = '', service, accessKeyId = 'AKIATEST', secret = 'secret' } = request;
  const time = new Date(request.atMs ?? Date.now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/eu-west-1/${service}/aws4_request`;
  const canonicalPath = path.split('/').map(encodeURIComponent).join('/');
  const canonical = [
    method,
    canonicalPath,
    '',
    `host:${host}`,
    `x-amz-date:${time}`,
    '',
    'host;x-amz-date',
    sha256(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((previous, part) => hmac(previous, part), `AWS4${secret}`);
  const signature = hmac(key, toSign).toString('hex');
  return {
    host,
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
