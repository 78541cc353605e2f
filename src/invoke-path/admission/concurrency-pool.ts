import { limits, type FunctionVersion, tooManyRequests } from '../../model/index.js';
import type { FunctionRegistry } from '../../registry/index.js';

/** What runs in one account and region, against its limit and the reservations there. */
export class ConcurrencyPool {
  /** Names stay at 0: one that came and went with every call would cost more than the room it takes. */
  readonly #runningByName = new Map<string, number>();
  #running = 0;

  constructor(
    private readonly functions: Pick<FunctionRegistry, 'reservations' | 'reservedConcurrency'>,
    private readonly limit: number,
  ) {}

  running(functionName?: string): number {
    return functionName === undefined ? this.#running : (this.#runningByName.get(functionName) ?? 0);
  }

  /** Throws AWS's 429 when the function may not run now. */
  enter(version: FunctionVersion): void {
    const { name, arn } = version;
    const reserved = this.functions.reservedConcurrency(name, arn);
    if (version.debug !== undefined) {
      // Its invocations wait for its one sandbox, however few are reserved.
    } else if (reserved !== undefined) {
      if (this.running(name) >= reserved) throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
    } else if (this.#unreservedIsFull(version)) {
      throw tooManyRequests('ConcurrentInvocationLimitExceeded');
    }
    this.#runningByName.set(name, this.running(name) + 1);
    this.#running += 1;
  }

  leave({ name }: FunctionVersion): void {
    this.#runningByName.set(name, this.running(name) - 1);
    this.#running -= 1;
  }

  #unreservedIsFull({ arn }: FunctionVersion): boolean {
    // Reservations never leave less than this to the others, so that most invocations need not look at them.
    const surelyFree = limits.minimumUnreservedConcurrency;
    if (this.#running < surelyFree && this.limit >= limits.accountConcurrency) return false;
    let unreserved = this.limit;
    let runningUnreserved = this.#running;
    for (const { account, region, name, reserved } of this.functions.reservations()) {
      if (account !== arn.account || region !== arn.region) continue;
      unreserved -= reserved;
      runningUnreserved -= this.running(name);
    }
    return runningUnreserved >= unreserved;
  }
}
