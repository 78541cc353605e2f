import { PlatformError } from '../../src/base/index.js';
import type { HttpClient } from './http-client.js';

/** Posts JSON to an HTTP API; anything but 200 fails the bench. */
export async function postTo(client: HttpClient, path: string, payload: Buffer): Promise<Buffer> {
  const { status, body } = await client.request('POST', path, payload, { 'content-type': 'application/json' });
  if (status !== 200) throw new PlatformError(`POST ${path} answered ${status}: ${body.subarray(0, 500).toString()}`);
  return body;
}
