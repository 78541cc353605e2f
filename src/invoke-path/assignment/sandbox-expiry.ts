import type { Sandbox } from '../../worker/sandbox/index.js';

const longestMarginMs = 300_000;

/** Whether a sandbox must be replaced instead of lent: its credentials would not outlive one more invocation. */
export function isExpired({ expiresAtMs, function: version }: Sandbox, nowMs: number): boolean {
  if (expiresAtMs === undefined) return false;
  return nowMs >= expiresAtMs - Math.min(version.timeoutMs + 10_000, longestMarginMs);
}
