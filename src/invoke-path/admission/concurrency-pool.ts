import { type FunctionArn, limits, type FunctionVersion, tooManyRequests } from '../../model/index.js';
import type { FunctionRegistry } from '../../registry/index.js';
import type { ProvisionedLimits } from './provisioned-shares.js';

/** Which part of the concurrency an invocation runs in; `spillover` is on demand too, because all that is provisioned is in use. */
export type Share = 'provisioned' | 'spillover' | 'on-demand';

/** What is set aside of an account's concurrency. */
export interface SetAside {
  readonly functions: Pick<FunctionRegistry, 'reservations' | 'reservedConcurrency'>;
  readonly provisioned?: Pick<ProvisionedLimits, 'ofVersion' | 'ofFunction' | 'inRegion'>;
}

/** What runs in one account and region, against its limit and what is set aside there. */
export class ConcurrencyPool {
  /** Names stay at 0: one that came and went with every call would cost more than the room it takes. */
  readonly #runningByName = new Map<string, number>();
  /** By `name:version`, of versions with provisioned concurrency only. */
  readonly #provisionedByVersion = new Map<string, number>();
  readonly #provisionedByName = new Map<string, number>();
  #running = 0;

  constructor(
    private readonly setAside: SetAside,
    private readonly limit: number,
  ) {}

  running(functionName?: string): number {
    return functionName === undefined ? this.#running : (this.#runningByName.get(functionName) ?? 0);
  }

  /** Throws AWS's 429 when the function may not run now. */
  enter(version: FunctionVersion): Share {
    const share = this.#shareFor(version);
    this.#count(version, share, 1);
    return share;
  }

  leave(version: FunctionVersion, share: Share): void {
    this.#count(version, share, -1);
  }

  #shareFor(version: FunctionVersion): Share {
    const { name, arn } = version;
    const { functions, provisioned } = this.setAside;
    // Its invocations wait for its one sandbox, however few are reserved.
    if (version.debug !== undefined) return 'on-demand';
    const ofVersion = provisioned?.ofVersion(version) ?? 0;
    if (ofVersion > 0 && this.#runningProvisioned(version) < ofVersion) return 'provisioned';
    const reserved = functions.reservedConcurrency(name, arn);
    if (reserved !== undefined) {
      // What is provisioned is kept for its versions, also while nothing runs there.
      const left = reserved - (provisioned?.ofFunction(arn) ?? 0);
      if (this.running(name) - this.#runningInProvisioned(arn) >= left)
        throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
    } else if (this.#unreservedIsFull(version)) {
      throw tooManyRequests('ConcurrentInvocationLimitExceeded');
    }
    return ofVersion > 0 ? 'spillover' : 'on-demand';
  }

  #runningProvisioned({ name, version }: FunctionVersion): number {
    return this.#provisionedByVersion.get(`${name}:${version}`) ?? 0;
  }

  /** What runs in provisioned concurrency that is still there: the rest has become on-demand. */
  #runningInProvisioned(arn: FunctionArn): number {
    return Math.min(this.#provisionedByName.get(arn.name) ?? 0, this.setAside.provisioned?.ofFunction(arn) ?? 0);
  }

  #count(version: FunctionVersion, share: Share, step: 1 | -1): void {
    const { name } = version;
    this.#runningByName.set(name, this.running(name) + step);
    this.#running += step;
    if (share !== 'provisioned') return;
    this.#provisionedByName.set(name, (this.#provisionedByName.get(name) ?? 0) + step);
    this.#provisionedByVersion.set(`${name}:${version.version}`, this.#runningProvisioned(version) + step);
  }

  #unreservedIsFull({ arn: { account, region } }: FunctionVersion): boolean {
    const { functions, provisioned } = this.setAside;
    // Reservations never leave less than this to the others, so that most invocations need not look at them.
    const surelyFree = limits.minimumUnreservedConcurrency;
    const isSurelyFree = this.#running < surelyFree && this.limit >= limits.accountConcurrency;
    if (isSurelyFree && (provisioned?.inRegion(account, region, () => true) ?? 0) === 0) return false;
    const names = new Set<string>();
    let unreserved = this.limit;
    let runningUnreserved = this.#running;
    for (const reservation of functions.reservations()) {
      if (reservation.account !== account || reservation.region !== region) continue;
      names.add(reservation.name);
      unreserved -= reservation.reserved;
      runningUnreserved -= this.running(reservation.name);
    }
    const isUnreserved = (name: string): boolean => !names.has(name);
    unreserved -= provisioned?.inRegion(account, region, isUnreserved) ?? 0;
    for (const name of this.#provisionedByName.keys()) {
      if (isUnreserved(name)) runningUnreserved -= this.#runningInProvisioned({ account, region, name });
    }
    return runningUnreserved >= unreserved;
  }
}
