/**
 * `statusCode` of a function's result: absent or null is 200, a numeric string counts; undefined when it is no final HTTP status
 * (http contract §1.6; 1xx cannot end a response).
 */
export function readStatus(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 599 ? status : undefined;
}
