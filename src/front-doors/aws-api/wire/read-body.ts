import type { IncomingMessage } from 'node:http';
import { CollectedBytes } from '../../../base/index.js';
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
    const collected = new CollectedBytes(announced);
    const onData = (chunk: Buffer): void => {
      collected.add(chunk);
      if (collected.length <= limit) return;
      request.off('data', onData);
      request.resume();
      reject(tooLarge(collected.length));
    };
    request.on('data', onData);
    request.on('end', () => {
      resolve(collected.bytes());
    });
    // Node tells of an error only those who listen for it; it closes in any case.
    request.on('close', () => {
      if (!request.complete) reject(new Error('The client went away before its request was complete.'));
    });
  });
}
