import type { UsagePlan } from '../../../model/index.js';

const dayMs = 86_400_000;

/** Names the period of a quota that a moment lies in; days are those of UTC, weeks begin on Sunday. */
export function usagePeriod({ period, offset }: NonNullable<UsagePlan['quota']>, nowMs: number): string {
  const shifted = new Date(nowMs - (period === 'DAY' ? 0 : offset * dayMs));
  const day = shifted.toISOString().slice(0, 10);
  if (period === 'DAY') return day;
  if (period === 'MONTH') return day.slice(0, 7);
  // 1 January 1970 was a Thursday.
  return `week ${Math.floor((shifted.getTime() / dayMs + 4) / 7)}`;
}
