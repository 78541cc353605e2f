import type http from 'node:http';
import { CollectedBytes, type WholeRequest } from '../../base/index.js';

/** The whole body, or undefined when it is longer than `limit` bytes (the rest is then not read). Rejects when the client goes away. */
export function readBody(request: http.IncomingMessage | WholeRequest, limit: number): Promise<Buffer | undefined> {
  if ('body' in request) return Promise.resolve(request.body.length > limit ? undefined : request.body);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const collected = new CollectedBytes(announced);
    request.on('data', (chunk: Buffer) => {
      collected.add(chunk);
      if (collected.length > limit) {
        request.pause();
        request.removeAllListeners('data');
        resolve(undefined);
      }
    });
    request.once('end', () => {
      resolve(collected.bytes());
    });
    request.once('error', reject);
    request.once('close', () => {
      reject(new Error('The client closed the connection before its request was complete.'));
    });
  });
}
