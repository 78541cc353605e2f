import type { FunctionVersion } from '../../model/index.js';
import type { FunctionRegistry } from '../../registry/index.js';
import type { Admission } from './admission.js';
import { ConcurrencyPool } from './concurrency-pool.js';

export interface AdmissionDependencies {
  readonly functions: Pick<FunctionRegistry, 'reservations' | 'reservedConcurrency'>;
  /** Per account and region; AWS's default is 1,000. */
  readonly accountConcurrency: number;
}

/**
 * A function with reserved concurrency has exactly that much to itself; all others share what the reservations leave of the
 * account's (AWS developer guide, "Understanding Lambda function scaling"). All versions of a function count together.
 */
export function createAdmission({ functions, accountConcurrency }: AdmissionDependencies): Admission {
  const pools = new Map<string, ConcurrencyPool>();

  const poolOf = ({ arn }: FunctionVersion): ConcurrencyPool => {
    const key = `${arn.account}:${arn.region}`;
    const existing = pools.get(key);
    if (existing !== undefined) return existing;
    const created = new ConcurrencyPool(functions, accountConcurrency);
    pools.set(key, created);
    return created;
  };

  return {
    reserve(version) {
      const pool = poolOf(version);
      pool.enter(version);
      let released = false;
      return () => {
        if (!released) pool.leave(version);
        released = true;
      };
    },
    running(functionName) {
      let running = 0;
      for (const pool of pools.values()) running += pool.running(functionName);
      return running;
    },
  };
}
