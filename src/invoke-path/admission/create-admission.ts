import type { FunctionVersion } from '../../model/index.js';
import type { Admission, AdmissionMeter } from './admission.js';
import { ConcurrencyPool, type SetAside, type Share } from './concurrency-pool.js';

export interface AdmissionDependencies extends SetAside {
  /** Per account and region; AWS's default is 1,000. */
  readonly accountConcurrency: number;
}

/**
 * A function with reserved concurrency has exactly that much to itself; all others share what the reservations leave of the
 * account's (AWS developer guide, "Understanding Lambda function scaling"). All versions of a function count together. Provisioned
 * concurrency is taken out of either, for its version alone; beyond it the version runs on what is left.
 */
export function createAdmission({ accountConcurrency, ...setAside }: AdmissionDependencies): Admission {
  const pools = new Map<string, ConcurrencyPool>();
  // A version is one object as long as it does not change: its pool's name need not be put together for every invocation.
  const poolsByVersion = new WeakMap<FunctionVersion, ConcurrencyPool>();

  const poolOf = (version: FunctionVersion): ConcurrencyPool => {
    const remembered = poolsByVersion.get(version);
    if (remembered !== undefined) return remembered;
    const key = `${version.arn.account}:${version.arn.region}`;
    const pool = pools.get(key) ?? new ConcurrencyPool(setAside, accountConcurrency);
    pools.set(key, pool);
    poolsByVersion.set(version, pool);
    return pool;
  };

  return {
    reserve(version, meter) {
      const pool = poolOf(version);
      const share = enter(pool, version, meter);
      meter?.began(share);
      let released = false;
      return () => {
        if (released) return;
        released = true;
        pool.leave(version, share);
        meter?.ended(share);
      };
    },
    running(functionName) {
      let running = 0;
      for (const pool of pools.values()) running += pool.running(functionName);
      return running;
    },
  };
}

function enter(pool: ConcurrencyPool, version: FunctionVersion, meter: AdmissionMeter | undefined): Share {
  try {
    return pool.enter(version);
  } catch (error) {
    meter?.throttled();
    throw error;
  }
}
