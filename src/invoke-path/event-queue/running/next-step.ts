import { backOffMs } from '../back-off.js';
import type { Condition } from '../deliveries/conclusion.js';
import type { Attempt } from './attempt.js';

/** Lambda's own words for time here: delays and ages as AWS has them, before `--time-scale` divides them. */
export interface EventCounts {
  /** Runs of the function, this one included, that ended with a function error. */
  readonly runs: number;
  /** Attempts in a row that the function did not see, before this one. */
  readonly throttles: number;
  readonly ageMs: number;
}

/** What is configured at the moment of the step. */
export interface RetryPolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumAgeSeconds: number;
  readonly reservedIsZero: boolean;
}

export type NextStep =
  { readonly step: 'end'; readonly condition: Condition } | { readonly step: 'again'; readonly delayMs: number };

/** AWS's defaults (developer guide, "Configuring error handling settings for asynchronous invocations"). */
export const defaultRetryAttempts = 2;
export const defaultMaximumAgeSeconds = 21_600;

const retryDelayMs = 60_000;

/**
 * What becomes of an event after an attempt: the state table of asynchronous invocation (contract §1.2). It looks ahead, as recorded in
 * `test_maxeventage`: an event whose next attempt would begin after its maximum age ends now.
 */
export function nextStep(
  outcome: Attempt['outcome'],
  counts: EventCounts,
  policy: RetryPolicy,
  chance: number,
): NextStep {
  switch (outcome) {
    case 'success':
      return { step: 'end', condition: 'Success' };
    case 'function-error':
      if (counts.runs > policy.maximumRetryAttempts) return { step: 'end', condition: 'RetriesExhausted' };
      return againWithinAge(retryDelayMs * counts.runs, counts, policy);
    case 'throttled':
      if (policy.reservedIsZero) return { step: 'end', condition: 'ZeroReservedConcurrency' };
      return againWithinAge(backOffMs(counts.throttles, chance), counts, policy);
    case 'system-error':
      return againWithinAge(backOffMs(counts.throttles, chance), counts, policy);
    case 'recursion':
      return { step: 'end', condition: 'RecursiveInvocationDropped' };
    case 'refused':
      // AWS documents no condition for it: nothing that is tried again would end otherwise.
      return { step: 'end', condition: 'RetriesExhausted' };
    case 'unknown-function':
      return { step: 'end', condition: 'FunctionDeleted' };
  }
}

/** Whether an event that waited this long is too old to be tried even once more. */
export function isTooOld(ageMs: number, { maximumAgeSeconds }: Pick<RetryPolicy, 'maximumAgeSeconds'>): boolean {
  return Math.ceil(ageMs / 1000) > maximumAgeSeconds;
}

function againWithinAge(delayMs: number, { ageMs }: EventCounts, { maximumAgeSeconds }: RetryPolicy): NextStep {
  const atSeconds = Math.ceil(ageMs / 1000) + delayMs / 1000;
  return atSeconds > maximumAgeSeconds ? { step: 'end', condition: 'EventAgeExceeded' } : { step: 'again', delayMs };
}
