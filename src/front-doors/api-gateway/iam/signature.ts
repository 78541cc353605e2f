import { type ClientRequest, headerOf } from '../client-request.js';
import { parseQuery } from '../query.js';

/** A SigV4 signature as a client sent it, in the header or in the query. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20260321/eu-west-1/execute-api/aws4_request`. */
  readonly scope: readonly [date: string, region: string, service: string, end: string];
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260321T101112Z`. */
  readonly time: string;
  /** Seconds a presigned request may be used after `time`. */
  readonly expiresIn?: number;
}

/** The request's signature, or undefined when it has none or an incomplete one. */
export function readSignature(client: ClientRequest): Signature | undefined {
  return fromHeader(client) ?? fromQuery(client);
}

function fromHeader({ headers }: ClientRequest): Signature | undefined {
  const authorization = headerOf(headers, 'authorization');
  if (authorization?.startsWith('AWS4-HMAC-SHA256 ') !== true) return undefined;
  const part = (name: string): string =>
    new RegExp(`(?:^|[ ,])${name}=([^, ]+)`).exec(authorization.slice('AWS4-HMAC-SHA256'.length))?.[1] ?? '';
  const time = headerOf(headers, 'x-amz-date') ?? basicTime(headerOf(headers, 'date'));
  return assemble(part('Credential'), part('SignedHeaders'), part('Signature'), time);
}

function fromQuery({ query }: ClientRequest): Signature | undefined {
  if (!query.includes('X-Amz-Signature=')) return undefined;
  const values = new Map(parseQuery(query, /&/));
  const read = (name: string): string => values.get(name) ?? '';
  const found = assemble(
    read('X-Amz-Credential'),
    read('X-Amz-SignedHeaders'),
    read('X-Amz-Signature'),
    read('X-Amz-Date'),
  );
  return found && { ...found, expiresIn: Number(read('X-Amz-Expires')) };
}

function assemble(
  credential: string,
  signedHeaders: string,
  signature: string,
  time: string | undefined,
): Signature | undefined {
  const [accessKeyId = '', date = '', region = '', service = '', end = ''] = credential.split('/');
  if (accessKeyId === '' || end !== 'aws4_request' || signature === '' || time === undefined || time === '')
    return undefined;
  return {
    accessKeyId,
    scope: [date, region, service, end],
    signedHeaders: signedHeaders.split(';'),
    signature,
    time,
  };
}

function basicTime(date: string | undefined): string | undefined {
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
