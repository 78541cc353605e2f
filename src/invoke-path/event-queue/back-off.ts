/** 1 s, 2 s, 4 s … 5 minutes, each up to a tenth shorter or longer, in AWS's milliseconds; `chance` from 0 to 1. */
export function backOffMs(failures: number, chance: number): number {
  return Math.min(300_000, 1000 * 2 ** Math.min(failures, 20)) * (0.9 + 0.2 * chance);
}
