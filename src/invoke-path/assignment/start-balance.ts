import { messageOf } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { ProvisionedView } from './assignment.js';
import { Demand } from './demand.js';
import { PoolStarts } from './pool-starts.js';
import { ProvisionedTarget } from './provisioned-target.js';
import { ReturningSandboxes } from './returning-sandboxes.js';
import type { StartPurpose, StartsDependencies, StartsOwner } from './sandbox-starts.js';
import { type SpareSettings, SpareTarget } from './spare-target.js';
import { StartPause } from './start-pause.js';

export interface BalanceDependencies extends StartsDependencies {
  readonly spares: SpareSettings;
}

/** A pool at one moment. */
export interface PoolCounts {
  /** Callers in line. */
  readonly waiting: number;
  readonly members: number;
  readonly idle: number;
  /** Members for provisioned concurrency, idle or not. */
  readonly provisioned: number;
  readonly retired: boolean;
}

/** The pool whose starts are balanced. */
export interface BalanceOwner extends StartsOwner {
  /** Something may have changed that `balance` goes by. */
  rebalance(): void;
}

/** Decides how many starts one generation asks for, and takes back: for who waits, for spares, for provisioned concurrency. */
export class StartBalance {
  readonly demand = new Demand();
  readonly starts: PoolStarts;
  readonly returning: ReturningSandboxes;
  readonly spares: SpareTarget;
  readonly provisioned = new ProvisionedTarget();
  readonly #pause: StartPause;
  readonly #backgroundPause: StartPause;

  constructor(
    private readonly version: FunctionVersion,
    owner: BalanceOwner,
    private readonly dependencies: BalanceDependencies,
  ) {
    const { clock, spares } = dependencies;
    const rebalance = (): void => {
      owner.rebalance();
    };
    this.starts = new PoolStarts(version, owner, dependencies);
    this.returning = new ReturningSandboxes(clock, rebalance);
    this.spares = new SpareTarget(spares, clock);
    this.#pause = new StartPause(clock, rebalance);
    this.#backgroundPause = new StartPause(clock, rebalance);
  }

  /** More may come, although nobody waits for it. */
  get isExpecting(): boolean {
    return this.starts.isAnythingUnderWay || this.provisioned.requested > 0;
  }

  balance(counts: PoolCounts): void {
    const { waiting, members, idle } = counts;
    this.demand.observe(members - idle - this.starts.initializing, waiting);
    if (waiting > 0 || this.starts.forCallers.wanted > 0) this.#balanceForCallers(counts);
    this.#balanceSpares(counts);
    this.#balanceProvisioned(counts);
  }

  provision(count: number): void {
    this.provisioned.request(count);
    this.#backgroundPause.end();
    if (this.version.problem !== undefined) this.provisioned.failed(this.version.problem.message);
  }

  /** `members` for provisioned concurrency, those whose INIT still runs included. */
  provisionedView(members: number): ProvisionedView | undefined {
    return this.provisioned.view(members - this.starts.provisioned.initializing);
  }

  startSucceeded(purpose: StartPurpose, durationMs: number): void {
    this.demand.started(durationMs);
    this.returning.startTook(durationMs);
    this.#pause.end();
    if (purpose === 'caller') return;
    this.#backgroundPause.end();
    if (purpose === 'provisioned') this.provisioned.booted();
  }

  /** Nobody waits for it: it is told, and tried again a little later. */
  backgroundStartFailed(purpose: StartPurpose, reason: string): void {
    const what = purpose === 'spare' ? 'A spare sandbox' : 'A sandbox for provisioned concurrency';
    this.dependencies.logger.warn(`${what} of the function "${this.version.name}" could not be started: ${reason}`);
    if (purpose === 'provisioned') this.provisioned.failed(reason);
    this.starts.spares.drop(Infinity);
    this.starts.provisioned.drop(Infinity);
    this.#backgroundPause.begin();
  }

  /** While others still run or are being made, who waits waits for those, and starts are tried again a little later. */
  waitForOthers(error: unknown, { waiting, members }: PoolCounts): void {
    if (waiting > 0) {
      this.dependencies.logger.warn(
        `Another sandbox for the function "${this.version.name}" could not be started: ${messageOf(error)} ` +
          `${waiting} waiting for the ${members} there are.`,
      );
    }
    this.#pause.begin();
    this.starts.forCallers.drop(Infinity);
  }

  /** Ends all timers; `balance` begins them anew. */
  rest(): void {
    this.#pause.end();
    this.#backgroundPause.end();
    this.returning.stop();
  }

  /** As many starts as callers wait for; what they need no more is taken back. */
  #balanceForCallers(counts: PoolCounts): void {
    const { waiting, members } = counts;
    const { forCallers, coming, creating } = this.starts;
    const needed = waiting === 0 ? -coming : waiting - coming - this.returning.count();
    const missing = Math.min(needed, this.#room(counts));
    if (missing < 0) forCallers.drop(Math.min(-missing, forCallers.wanted - this.#worthStarting(counts)));
    const mustPause = this.#pause.isOn && members + creating > 0;
    if (missing > 0 && !mustPause) forCallers.ask(missing);
  }

  /** How many starts more there may be: a function in a debugger has one port, and so one sandbox. */
  #room({ members }: PoolCounts): number {
    if (this.version.debug === undefined) return Infinity;
    return Math.max(0, 1 - members - this.starts.creating - this.starts.forCallers.wanted);
  }

  /** Starts not begun that are finished although nobody waits for them. */
  #worthStarting({ retired, members }: PoolCounts): number {
    return retired ? 0 : Math.max(0, this.demand.worthHaving - members - this.starts.creating);
  }

  #balanceSpares({ waiting, idle, members, retired }: PoolCounts): void {
    const { spares, coming } = this.starts;
    // Without a member the function may be one that cannot run at all.
    const isAlone = this.version.debug !== undefined;
    const wanted = retired || isAlone || members === 0 || this.#backgroundPause.isOn ? 0 : this.spares.wanted;
    if (wanted > 0 || spares.wanted > 0) spares.want(Math.max(0, wanted - idle - Math.max(0, coming - waiting)));
  }

  #balanceProvisioned({ provisioned }: PoolCounts): void {
    const { requested } = this.provisioned;
    const starts = this.starts.provisioned;
    if (requested === 0 && starts.wanted === 0) return;
    const mayStart = this.version.problem === undefined && !this.#backgroundPause.isOn;
    starts.want(mayStart ? Math.max(0, requested - provisioned - starts.creating) : 0);
  }
}
