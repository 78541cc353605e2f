import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type EventCounts,
  nextStep,
  type RetryPolicy,
} from '../../../../../src/invoke-path/event-queue/running/next-step.js';

const defaults: RetryPolicy = { maximumRetryAttempts: 2, maximumAgeSeconds: 21_600, reservedIsZero: false };
const fresh: EventCounts = { runs: 1, throttles: 0, ageMs: 10 };
const inSteps = (delayMs: number) => ({ step: 'again', delayMs });
const atEnd = (condition: string) => ({ step: 'end', condition });

describe('the state table', () => {
  it.each([
    ['success', fresh, defaults, atEnd('Success')],
    ['function-error', fresh, defaults, inSteps(60_000)],
    ['function-error', { ...fresh, runs: 2 }, defaults, inSteps(120_000)],
    ['function-error', { ...fresh, runs: 3 }, defaults, atEnd('RetriesExhausted')],
    ['function-error', fresh, { ...defaults, maximumRetryAttempts: 0 }, atEnd('RetriesExhausted')],
    ['function-error', { ...fresh, runs: 2 }, { ...defaults, maximumRetryAttempts: 1 }, atEnd('RetriesExhausted')],
    // Recorded: test_maxeventage.
    ['function-error', fresh, { ...defaults, maximumAgeSeconds: 60 }, atEnd('EventAgeExceeded')],
    ['function-error', fresh, { ...defaults, maximumAgeSeconds: 150 }, inSteps(60_000)],
    [
      'function-error',
      { runs: 2, throttles: 0, ageMs: 60_100 },
      { ...defaults, maximumAgeSeconds: 150 },
      atEnd('EventAgeExceeded'),
    ],
    ['throttled', { ...fresh, runs: 0 }, defaults, inSteps(1000)],
    ['throttled', { ...fresh, runs: 0, throttles: 5 }, defaults, inSteps(32_000)],
    ['throttled', { ...fresh, runs: 0, throttles: 9 }, defaults, inSteps(300_000)],
    ['throttled', { ...fresh, runs: 0, ageMs: 21_599_500 }, defaults, atEnd('EventAgeExceeded')],
    ['throttled', fresh, { ...defaults, reservedIsZero: true }, atEnd('ZeroReservedConcurrency')],
    ['system-error', { ...fresh, runs: 0 }, { ...defaults, reservedIsZero: true }, inSteps(1000)],
    ['recursion', fresh, defaults, atEnd('RecursiveInvocationDropped')],
    ['refused', fresh, defaults, atEnd('RetriesExhausted')],
    ['unknown-function', fresh, defaults, atEnd('FunctionDeleted')],
  ] as const)('after %s with %j and %j', (outcome, counts, policy, expected) => {
    expect(nextStep(outcome, counts, policy, 0.5)).toEqual(expected);
  });
});

const policies = fc.record({
  maximumRetryAttempts: fc.integer({ min: 0, max: 2 }),
  maximumAgeSeconds: fc.integer({ min: 60, max: 21_600 }),
  reservedIsZero: fc.boolean(),
});
const outcomes = fc.constantFrom('function-error', 'throttled', 'system-error');

it('no attempt is planned beyond the maximum age, and the function runs at most once more than it may be retried', () => {
  fc.assert(
    fc.property(
      policies,
      fc.array(fc.tuple(outcomes, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1 }),
      (policy, story) => {
        let [runs, throttles, ageMs] = [0, 0, 0];
        for (const [outcome, chance] of story) {
          if (outcome === 'function-error') runs += 1;
          const next = nextStep(outcome, { runs, throttles, ageMs }, policy, chance);
          expect(runs).toBeLessThanOrEqual(policy.maximumRetryAttempts + 1);
          if (next.step === 'end') return;
          throttles = outcome === 'function-error' ? 0 : throttles + 1;
          ageMs += next.delayMs;
          expect(ageMs).toBeLessThanOrEqual(policy.maximumAgeSeconds * 1000);
        }
      },
    ),
  );
});
