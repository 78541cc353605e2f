import { PlatformError } from '../../src/base/index.js';
import type { HttpClient } from './http-client.js';

/** Path of `Invoke` for a function. */
export function invokePath(functionName: string): string {
  return `/2015-03-31/functions/${functionName}/invocations`;
}

/** Calls `Invoke` and answers the payload; a call that fails in any way fails the bench. */
export async function invoke(client: HttpClient, functionName: string, payload: Buffer): Promise<Buffer> {
  const { status, headers, body } = await client.request('POST', invokePath(functionName), payload);
  const functionError = headers['x-amz-function-error'];
  if (status !== 200 || functionError !== undefined) {
    throw new PlatformError(`Invoke of ${functionName} answered ${status}: ${body.subarray(0, 500).toString()}`);
  }
  return body;
}
