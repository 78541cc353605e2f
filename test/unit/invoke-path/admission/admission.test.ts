import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAdmission } from '../../../../src/invoke-path/admission/index.js';
import { functionVersionOf } from '../function-version-of.js';

function admissionWith(accountConcurrency: number, reservations: Readonly<Record<string, number>>) {
  const functions = {
    reservations: () =>
      Object.entries(reservations).map(([name, reserved]) => ({ ...functionVersionOf(name).arn, name, reserved })),
    reservedConcurrency: (name: string) => reservations[name],
  };
  return createAdmission({ functions, accountConcurrency });
}

describe('admission', () => {
  it('gives functions without a reservation what the reservations leave of the account', () => {
    const admission = admissionWith(5, { reserved: 3 });
    const free = functionVersionOf('free');
    admission.reserve(free);
    admission.reserve(functionVersionOf('unlisted'));

    expect(() => admission.reserve(free)).toThrow(
      expect.objectContaining({ body: expect.objectContaining({ Reason: 'ConcurrentInvocationLimitExceeded' }) }),
    );
    expect(admission.running()).toBe(2);
  });

  it('counts each account and region for itself', () => {
    const admission = admissionWith(1, {});
    const arn = { account: '111111111111', region: 'eu-west-1', name: 'free' };
    admission.reserve(functionVersionOf('free'));

    admission.reserve(functionVersionOf('free', { arn }));

    expect(admission.running('free')).toBe(2);
    expect(() => admission.reserve(functionVersionOf('other', { arn }))).toThrow('Rate Exceeded.');
  });

  it('does not look at the reservations while fewer run than they always leave free', () => {
    const functions = {
      reservedConcurrency: () => undefined,
      reservations: () => {
        throw new Error('looked at the reservations');
      },
    };
    const admission = createAdmission({ functions, accountConcurrency: 1000 });
    for (let n = 0; n < 100; n += 1) admission.reserve(functionVersionOf('free'));

    expect(() => admission.reserve(functionVersionOf('free'))).toThrow('looked at the reservations');
  });

  it('keeps a reservation free for its function, all versions together, and gives it no more', () => {
    const admission = admissionWith(2, { reserved: 2 });
    admission.reserve(functionVersionOf('reserved'));
    admission.reserve(functionVersionOf('reserved', { version: '1' }));

    expect(() => admission.reserve(functionVersionOf('reserved'))).toThrow('Rate Exceeded.');
    expect(admission.running('reserved')).toBe(2);
  });

  it('counts a release once, however often it is called', () => {
    const admission = admissionWith(1, {});
    const free = functionVersionOf('free');
    const release = admission.reserve(free);
    release();
    admission.reserve(free);

    release();

    expect(admission.running('free')).toBe(1);
    expect(() => admission.reserve(free)).toThrow('Rate Exceeded.');
  });

  it('tells the caller when to come back', () => {
    const admission = admissionWith(0, {});

    expect(() => admission.reserve(functionVersionOf('free'))).toThrow(
      expect.objectContaining({ headers: { 'Retry-After': '1' } }),
    );
  });

  it('never lets more run than the account and the reservations allow, and comes back to none', () => {
    const step = fc.record({ name: fc.constantFrom('a', 'b', 'free'), release: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const admission = admissionWith(6, { a: 2, b: 1 });
        const releases: (() => void)[] = [];
        for (const { name, release } of steps) {
          try {
            if (release) releases.shift()?.();
            else releases.push(admission.reserve(functionVersionOf(name)));
          } catch {
            // Throttled: that is the point.
          }
          expect(admission.running('a')).toBeLessThanOrEqual(2);
          expect(admission.running('b')).toBeLessThanOrEqual(1);
          expect(admission.running('free')).toBeLessThanOrEqual(3);
        }
        for (const release of releases) release();
        expect(admission.running()).toBe(0);
      }),
    );
  });
});
