import { limits } from '../../../../model/index.js';
import type { FunctionRecord } from '../../../../registry/index.js';

/** Sum of the reservations. */
export function reservedInTotal(records: readonly FunctionRecord[]): number {
  return records.reduce((total, { reservedConcurrency = 0 }) => total + reservedConcurrency, 0);
}

/** What reservations must leave to functions without one: 100, or everything in an account that has less. */
export function minimumUnreserved(accountConcurrency: number): number {
  return Math.min(limits.minimumUnreservedConcurrency, accountConcurrency);
}
