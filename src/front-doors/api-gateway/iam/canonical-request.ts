import { createHash, createHmac } from 'node:crypto';
import { type ClientRequest, headerOf } from '../client-request.js';
import { parseQuery } from '../query.js';
import type { Signature } from './signature.js';

/** Of a request, what its signature is about. */
type SignedParts = Pick<ClientRequest, 'method' | 'query' | 'headers' | 'body'>;

/** What AWS's signature of a request is computed over (signature version 4). */
export function canonicalRequest(client: SignedParts, { signedHeaders, expiresIn }: Signature, path: string): string {
  const payloadHash =
    headerOf(client.headers, 'x-amz-content-sha256') ?? sha256(expiresIn === undefined ? client.body : Buffer.alloc(0));
  return [
    client.method,
    path,
    canonicalQuery(client.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeader(client, name)}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** Clients encode the path that they send once more before they sign it; some sign it as it is sent. */
export function canonicalPaths(path: string): readonly string[] {
  const again = path.split('/').map(encode).join('/');
  return again === path ? [path] : [again, path];
}

export function stringToSign(canonical: string, { scope, time }: Signature): string {
  return ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
}

export function sign(text: string, secret: string, { scope }: Signature): string {
  const key = scope.reduce<Buffer | string>((previous, part) => hmac(previous, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

export function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function canonicalQuery(query: string): string {
  return parseQuery(query.replaceAll('+', '%2B'), /&/)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalHeader({ headers }: SignedParts, name: string): string {
  return headers
    .filter(([candidate]) => candidate.toLowerCase() === name)
    .map(([, value]) => value.trim().replace(/\s+/g, ' '))
    .join(',');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
