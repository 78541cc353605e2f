import type { IncomingMessage } from 'node:http';
import type { AwsError } from '../../../model/index.js';

/**
 * Reads the whole body into one buffer, or rejects with `tooLarge` as soon as more than `limit` bytes are announced or arrive; what is
 * still coming is then let go by the server once the answer is out.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  tooLarge: (byteCount: number) => AwsError,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(announced));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    const onData = (chunk: Buffer): void => {
      byteCount += chunk.length;
      chunks.push(chunk);
      if (byteCount <= limit) return;
      request.off('data', onData);
      request.resume();
      reject(tooLarge(byteCount));
    };
    request.on('data', onData);
    request.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, byteCount));
    });
    // Node tells of an error only those who listen for it; it closes in any case.
    request.on('close', () => {
      if (!request.complete) reject(new Error('The client went away before its request was complete.'));
    });
  });
}
