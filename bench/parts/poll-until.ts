import { setTimeout as wait } from 'node:timers/promises';
import { PlatformError } from '../../src/base/index.js';

export interface Patience {
  /** Named in the error when it does not come. */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly patienceMs?: number;
  readonly everyMs?: number;
  /** What stands in the way, for the error. */
  readonly obstacle?: () => Promise<string>;
}

/** Asks again and again until there is an answer; gives up after a minute unless told otherwise. */
export async function pollUntil<T>(
  ask: () => Promise<T | undefined>,
  { what, signal, patienceMs = 60_000, everyMs = 25, obstacle }: Patience,
): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > giveUpAt) {
      const why = obstacle === undefined ? '' : ` (${await obstacle()})`;
      throw new PlatformError(`Within ${patienceMs} ms there was no ${what}${why}.`);
    }
    await wait(everyMs, undefined, { signal });
  }
}
