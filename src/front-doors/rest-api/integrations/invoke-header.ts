import type { Header } from '../../api-gateway/client-request.js';

/** What a mapped header says to Lambda's Invoke: `X-Amz-Invocation-Type`, `X-Amz-Tenant-Id` (developer guide, "Tenant isolation"). */
export function invokeHeader(headers: readonly Header[], name: string): string | undefined {
  return headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}
