import http from 'node:http';
import https from 'node:https';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '../../../base/index.js';
import type { Header } from '../client-request.js';

/** A request to the HTTP endpoint of an integration. */
export interface BackendRequest {
  readonly method: string;
  readonly url: string;
  /** `Host` and `Content-Length` are made here. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type BackendResult =
  | { readonly status: number; readonly headers: readonly Header[]; readonly body: Buffer }
  | { readonly failed: 'timeout' | 'unreachable'; readonly reason: string };

/** Sends a request and takes the whole response; never rejects. */
export async function callBackend(request: BackendRequest): Promise<BackendResult> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    return await send(request, AbortSignal.any([timeout, request.signal]));
  } catch (error) {
    if (timeout.aborted) {
      return { failed: 'timeout', reason: `"${request.url}" did not answer within ${request.timeoutMs} ms` };
    }
    return { failed: 'unreachable', reason: `"${request.url}": ${messageOf(error)}` };
  }
}

function send({ method, url, headers, body }: BackendRequest, signal: AbortSignal): Promise<BackendResult> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const client = target.protocol === 'https:' ? https : http;
    // Node.js sends no Trailer before a body of known length.
    const lines = headers.filter(([name]) => !/^(host|content-length|trailer)$/i.test(name)).flat();
    lines.push('Host', target.host, 'Content-Length', String(body.length));
    const request = client.request(target, { method, headers: lines, signal });
    request.once('error', reject);
    request.once('response', (response) => {
      buffer(response).then((received) => {
        resolve({ status: response.statusCode ?? 502, headers: pairs(response.rawHeaders), body: received });
      }, reject);
    });
    request.end(body);
  });
}

function pairs(flat: readonly string[]): Header[] {
  return flat.flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : []));
}
