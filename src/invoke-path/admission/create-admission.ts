import { type FunctionVersion, tooManyRequests } from '../../model/index.js';
import type { FunctionRegistry } from '../../registry/index.js';
import type { Admission } from './admission.js';

export interface AdmissionDependencies {
  readonly functions: Pick<FunctionRegistry, 'list' | 'reservedConcurrency'>;
  /** AWS's default is 1,000. */
  readonly accountConcurrency: number;
}

/**
 * A function with reserved concurrency has exactly that much to itself; all others share what the reservations leave of the
 * account's (AWS developer guide, "Understanding Lambda function scaling"). All versions of a function count together.
 */
export function createAdmission({ functions, accountConcurrency }: AdmissionDependencies): Admission {
  const runningByName = new Map<string, number>();
  let runningInAll = 0;

  return {
    reserve({ name }: FunctionVersion) {
      const running = runningByName.get(name) ?? 0;
      const reserved = functions.reservedConcurrency(name);
      if (reserved !== undefined) {
        if (running >= reserved) throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
      } else if (unreservedIsFull()) {
        throw tooManyRequests('ConcurrentInvocationLimitExceeded');
      }
      runningByName.set(name, running + 1);
      runningInAll += 1;
      return onlyOnce(() => {
        release(name);
      });
    },
    running: (functionName) => (functionName === undefined ? runningInAll : (runningByName.get(functionName) ?? 0)),
  };

  function unreservedIsFull(): boolean {
    let unreserved = accountConcurrency;
    let runningUnreserved = runningInAll;
    for (const { name } of functions.list()) {
      const reserved = functions.reservedConcurrency(name);
      if (reserved === undefined) continue;
      unreserved -= reserved;
      runningUnreserved -= runningByName.get(name) ?? 0;
    }
    return runningUnreserved >= unreserved;
  }

  function release(name: string): void {
    const left = (runningByName.get(name) ?? 0) - 1;
    if (left > 0) runningByName.set(name, left);
    else runningByName.delete(name);
    runningInAll -= 1;
  }
}

function onlyOnce(release: () => void): () => void {
  let released = false;
  return () => {
    if (released) return;
    released = true;
    release();
  };
}
