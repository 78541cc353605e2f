import { messageOf, PlatformError, type WaitSignal } from '../../base/index.js';
import { type FunctionVersion, serviceUnavailable } from '../../model/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import type { ProvisionedView } from './assignment.js';
import type { Member } from './member.js';
import { PoolMembers } from './pool-members.js';
import { isExpired } from './sandbox-expiry.js';
import type { StartPurpose } from './sandbox-starts.js';
import { type BalanceDependencies, type BalanceOwner, type PoolCounts, StartBalance } from './start-balance.js';
import { WaitingLine } from './waiting-line.js';

export interface PoolDependencies extends BalanceDependencies {
  /** A sandbox was put on the idle stack: its keep-alive time begins. */
  readonly onIdle: () => void;
  /** Nothing is left in the pool and nobody waits for it. */
  readonly onEmpty: (pool: GenerationPool) => void;
}

/** Sandboxes that may be ended by somebody else before they were ready, one after another, until who waits is told. */
const mostLostInARow = 3;

/**
 * The sandboxes of one generation of one function version, and the callers who wait for one. Whichever becomes free serves the
 * head of the line; as many starts are asked for as callers wait, and those not begun are dropped when needed no more.
 */
export class GenerationPool implements BalanceOwner {
  readonly #line = new WaitingLine(() => {
    this.rebalance();
  });
  readonly #members: PoolMembers;
  readonly #balance: StartBalance;
  #retired = false;
  #isOver = false;
  #lostInARow = 0;

  constructor(
    readonly version: FunctionVersion,
    private readonly dependencies: PoolDependencies,
  ) {
    this.#members = new PoolMembers(dependencies.clock, dependencies.stopping);
    this.#balance = new StartBalance(version, this, dependencies);
  }

  /** Since when keep-alive counts for the sandbox that it ends first; undefined when there is none. */
  get oldestIdleSinceMs(): number | undefined {
    const { spares } = this.#balance;
    if (this.#members.idle.onDemand > spares.wanted) return this.#members.idle.oldestIdleSinceMs;
    return this.#members.idle.onDemand > 0 ? spares.lastUsedMs : undefined;
  }

  /** Whether a sandbox is there or on its way. */
  get isWarm(): boolean {
    return this.#members.size + this.#balance.starts.coming > 0;
  }

  sandboxes(): readonly Sandbox[] {
    return this.#members.all().map(({ sandbox }) => sandbox);
  }

  /** Empty, and replaced by another when its generation is needed again. */
  get isOver(): boolean {
    return this.#isOver;
  }

  lease(signal: WaitSignal): Promise<Sandbox> {
    const idle = this.leaseIdle();
    if (idle !== undefined) return Promise.resolve(idle);
    const turn = this.#line.join(signal);
    this.rebalance();
    return turn;
  }

  leaseIdle(): Sandbox | undefined {
    // An update that was taken back makes an old generation the current one again.
    this.#retired = false;
    this.#balance.spares.functionUsed();
    const idle = this.#takeIdle();
    if (idle !== undefined && this.#balance.spares.wanted > 0) this.rebalance();
    return idle;
  }

  answered(sandbox: Sandbox, isRuntimeKilled = false): void {
    if (sandbox.state !== 'busy' || this.#members.get(sandbox) === undefined) return;
    this.#balance.returning.add(sandbox, isRuntimeKilled);
  }

  returnUnused(sandbox: Sandbox): void {
    const member = this.#members.get(sandbox);
    if (member !== undefined && sandbox.state === 'idle') this.#putToUse(member);
  }

  provision(count: number): void {
    if (count > 0) this.#retired = false;
    this.#balance.provision(count);
    for (let surplus = this.#members.provisioned - count; surplus > 0; surplus -= 1) {
      const sandbox = this.#members.idle.takeProvisioned();
      if (sandbox === undefined) break;
      void this.#members.stopAll([sandbox], 'less concurrency is provisioned');
    }
    this.rebalance();
  }

  provisioned(): ProvisionedView | undefined {
    return this.#balance.provisionedView(this.#members.provisioned);
  }

  /** Idle ones stop now, the others as soon as nobody waits for them; settles when the idle ones are gone. */
  async retire(): Promise<void> {
    this.#retired = true;
    this.#balance.provision(0);
    const old = [...this.#members.idle.takeAll(), ...this.#waitingForDebugger()];
    const stops = this.#members.stopAll(old, 'a newer generation has taken over');
    this.rebalance();
    await stops;
  }

  /** Stops those that have been idle since `latestMs` or longer. */
  reap(latestMs: number): void {
    const old = this.#members.idle.takeIdleSince(latestMs, this.#balance.spares.wanted);
    void this.#members.stopAll(old, 'the keep-alive time is over');
    this.rebalance();
  }

  /** To be called once `closing` has aborted: whoever waits is turned away, all sandboxes stop, running ones after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#balance.rest();
    this.#balance.starts.dropAll();
    this.#line.rejectAll(serviceUnavailable('Hearth is stopping.'));
    const stops = this.#members
      .all()
      .map((member) => this.#members.stop(member, 'Hearth is stopping', member.place === 'lent' ? graceMs : 0));
    await Promise.all([...stops, this.#balance.starts.allCreated()]);
  }

  adopt(sandbox: Sandbox, purpose: StartPurpose, endInitialization: () => void): void {
    const stopListening = [
      sandbox.onIdle(() => {
        this.#becameIdle(sandbox);
      }),
      sandbox.onStopped((reason) => {
        this.#isGone(sandbox, reason);
      }),
    ];
    const unsubscribe = (): void => {
      for (const stop of stopListening) stop();
    };
    this.#members.add({ sandbox, purpose, endInitialization, unsubscribe });
    if (sandbox.state === 'idle') this.#becameIdle(sandbox);
    if (sandbox.state === 'stopped') this.#isGone(sandbox, 'it stopped during its creation');
  }

  startFailed(error: unknown, purpose: StartPurpose): void {
    if (this.dependencies.closing.aborted) return;
    if (purpose !== 'caller') {
      this.#balance.backgroundStartFailed(purpose, messageOf(error));
      this.rebalance();
    } else if (this.#members.size + this.#balance.starts.creating > 0) {
      this.#balance.waitForOthers(error, this.#counts());
    } else {
      this.#balance.starts.dropAll();
      this.#line.rejectAll(error);
      this.rebalance();
    }
  }

  /** Asks for as many starts as are needed, and takes back what is needed no more. */
  rebalance(): void {
    if (this.dependencies.closing.aborted) return;
    this.#balance.balance(this.#counts());
    if (this.isWarm || this.#balance.isExpecting || this.#line.length > 0) return;
    this.#isOver = true;
    this.#balance.rest();
    this.dependencies.onEmpty(this);
  }

  #counts(): PoolCounts {
    const { size, provisioned } = this.#members;
    return {
      waiting: this.#line.length,
      members: size,
      provisioned,
      idle: this.#members.idle.size,
      retired: this.#retired,
    };
  }

  #takeIdle(): Sandbox | undefined {
    for (let sandbox = this.#members.idle.pop(); sandbox !== undefined; sandbox = this.#members.idle.pop()) {
      const member = this.#members.get(sandbox);
      if (member === undefined) continue;
      // Also one that has left `idle` by itself: it is put to use when it is idle again.
      this.#members.lend(member);
      if (sandbox.state === 'idle' && !this.#stopIfExpired(member)) return sandbox;
    }
    return undefined;
  }

  #becameIdle(sandbox: Sandbox): void {
    const member = this.#members.get(sandbox);
    if (member === undefined || member.place === 'idle' || sandbox.state !== 'idle') return;
    const elapsedMs = this.dependencies.clock.monotonicMs() - member.lentAtMs;
    if (member.place === 'lent') {
      this.#balance.demand.served(elapsedMs);
      this.#balance.spares.functionUsed();
    } else {
      member.endInitialization();
      if (this.#stopIfUnfit(member)) return;
      this.#lostInARow = 0;
      this.#balance.startSucceeded(member.purpose, elapsedMs);
    }
    this.#putToUse(member);
  }

  #putToUse(member: Member): void {
    this.#balance.returning.delete(member.sandbox);
    // A new one serves at least once: else credentials that are always nearly over would have it replaced for ever.
    if (member.place === 'initializing' || !this.#stopIfExpired(member)) {
      const surplus = this.#reasonToStop(member);
      if (this.#line.length > 0) {
        this.#members.lend(member);
        this.#line.serve(member.sandbox);
      } else if (surplus !== undefined) {
        void this.#members.stop(member, surplus);
      } else {
        this.#members.idle.push(member);
        this.dependencies.onIdle();
      }
    }
    this.rebalance();
  }

  #reasonToStop({ purpose }: Member): string | undefined {
    if (this.#retired) return 'a newer generation has taken over';
    const surplus = this.#members.provisioned - this.#balance.provisioned.requested;
    return purpose === 'provisioned' && surplus > 0 ? 'less concurrency is provisioned' : undefined;
  }

  /** An INIT that waits for a debugger ends when somebody attaches one: on old code and for no caller, nobody shall. */
  #waitingForDebugger(): readonly Sandbox[] {
    if (this.version.debug === undefined || this.#line.length > 0) return [];
    return this.#members.all().flatMap(({ place, sandbox }) => (place === 'initializing' ? [sandbox] : []));
  }

  #isGone(sandbox: Sandbox, reason: string): void {
    const member = this.#members.remove(sandbox);
    this.#balance.returning.delete(sandbox);
    if (member?.place === 'initializing') {
      const text = `A sandbox of the function "${this.version.name}" stopped before it was ready: ${reason}`;
      // Somebody else ended it: who waits gets another, unless that happens again and again.
      this.#lostInARow += 1;
      if (member.purpose !== 'caller' || !isLostFromOutside(sandbox) || this.#lostInARow >= mostLostInARow) {
        this.startFailed(sandbox.failure ?? new PlatformError(text), member.purpose);
      }
      member.endInitialization();
    }
    this.rebalance();
  }

  #stopIfExpired(member: Member): boolean {
    if (!isExpired(member.sandbox, this.dependencies.clock.now())) return false;
    void this.#members.stop(member, 'its credentials expire');
    return true;
  }

  /** Provisioned concurrency is a promise that INIT is over; without that, as on AWS, there is none. */
  #stopIfUnfit(member: Member): boolean {
    if (member.purpose !== 'provisioned' || member.sandbox.initError === undefined) return false;
    void this.#members.stop(member, 'its INIT failed');
    this.#balance.backgroundStartFailed(member.purpose, 'FUNCTION_ERROR_INIT_FAILURE');
    this.rebalance();
    return true;
  }
}

/** Its host did nothing wrong, and neither did the function. */
function isLostFromOutside({ failure }: Sandbox): boolean {
  return failure !== undefined && failure.cause === undefined;
}
