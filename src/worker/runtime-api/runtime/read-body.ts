import type { IncomingMessage } from 'node:http';

/** How reading a posted body ended; an oversized one has been read to its end and thrown away. */
export type ReadBody =
  | { readonly kind: 'complete'; readonly body: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'truncated' };

/** Collects a body of at most `limit` bytes and calls back once; beyond the limit nothing is kept. */
export function readBody(request: IncomingMessage, limit: number, done: (result: ReadBody) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  });
  onBodyEnd(request, (complete) => {
    if (!complete) done({ kind: 'truncated' });
    else if (size > limit) done({ kind: 'too-large' });
    else done({ kind: 'complete', body: joined(chunks) });
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

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
