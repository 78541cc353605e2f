import type { IncomingMessage } from 'node:http';
import { CollectedBytes } from '../../../base/index.js';

/** How reading a posted body ended; an oversized one has been read to its end and thrown away. */
export type ReadBody =
  | { readonly kind: 'complete'; readonly body: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'truncated' };

/** Collects a body of at most `limit` bytes and calls back once; beyond the limit nothing is kept. */
export function readBody(request: IncomingMessage, limit: number, done: (result: ReadBody) => void): void {
  const announced = Number(request.headers['content-length']);
  const collected = new CollectedBytes(announced > limit ? 0 : announced);
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) collected.add(chunk);
    else collected.forget();
  });
  onBodyEnd(request, (complete) => {
    if (!complete) done({ kind: 'truncated' });
    else if (size > limit) done({ kind: 'too-large' });
    else done({ kind: 'complete', body: collected.bytes() });
  });
}

/** Calls back once when the body is complete (trailers included) or the client is gone. */
export function onBodyEnd(request: IncomingMessage, done: (complete: boolean) => void): void {
  let over = false;
  const finish = (complete: boolean): void => {
    if (over) return;
    over = true;
    done(complete);
  };
  request.on('end', () => finish(request.complete));
  // Whoever goes away in the midst of a body closes without an end; Node tells of an error only those who listen for it.
  request.on('close', () => finish(request.complete));
}
