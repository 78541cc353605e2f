import http from 'node:http';
import https from 'node:https';
import { buffer } from 'node:stream/consumers';
import { messageOf, type WaitSignal } from '../../../base/index.js';
import type { Header } from '../client-request.js';

/** A request to the HTTP endpoint of an integration. */
export interface BackendRequest {
  readonly method: string;
  readonly url: string;
  /** `Host` and `Content-Length` are made here. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: WaitSignal;
}

export interface BackendFailure {
  readonly failed: 'timeout' | 'unreachable';
  readonly reason: string;
}

interface BackendHead {
  readonly status: number;
  readonly headers: readonly Header[];
}

export type BackendResult = (BackendHead & { readonly body: Buffer }) | BackendFailure;

/** Sends a request and takes the whole response; never rejects. */
export function callBackend(request: BackendRequest): Promise<BackendResult> {
  return inItsTime(request, async (signal) => {
    const response = await send(request, signal);
    return { ...headOf(response), body: await buffer(response) };
  });
}

/** Sends a request and takes the head of its response, whose body breaks off when the time is over; never rejects. */
export function openBackend(
  request: BackendRequest,
): Promise<(BackendHead & { readonly stream: http.IncomingMessage }) | BackendFailure> {
  return inItsTime(request, async (signal) => {
    const stream = await send(request, signal);
    return { ...headOf(stream), stream };
  });
}

async function inItsTime<T>(
  request: BackendRequest,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T | BackendFailure> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    return await call(AbortSignal.any([timeout, followed(request.signal)]));
  } catch (error) {
    if (timeout.aborted) {
      return { failed: 'timeout', reason: `"${request.url}" did not answer within ${request.timeoutMs} ms` };
    }
    return { failed: 'unreachable', reason: `"${request.url}": ${messageOf(error)}` };
  }
}

/** What Node's own requests take in its place. */
function followed(signal: WaitSignal): AbortSignal {
  const controller = new AbortController();
  const follow = (): void => {
    if (signal.aborted) controller.abort(signal.reason);
  };
  follow();
  signal.addEventListener('abort', follow);
  return controller.signal;
}

function send({ method, url, headers, body }: BackendRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const client = target.protocol === 'https:' ? https : http;
    // Node.js sends no Trailer before a body of known length.
    const lines = headers.filter(([name]) => !/^(host|content-length|trailer)$/i.test(name)).flat();
    lines.push('Host', target.host, 'Content-Length', String(body.length));
    const request = client.request(target, { method, headers: lines, signal });
    request.once('error', reject).once('response', resolve);
    request.end(body);
  });
}

function headOf({ statusCode = 502, rawHeaders }: http.IncomingMessage): BackendHead {
  return { status: statusCode, headers: pairs(rawHeaders) };
}

function pairs(flat: readonly string[]): Header[] {
  return flat.flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : []));
}
