import { messageOf, PlatformError, type Unsubscribe } from '../../base/index.js';
import { type FunctionVersion, serviceUnavailable } from '../../model/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import { Demand } from './demand.js';
import { IdleStack } from './idle-stack.js';
import { ReturningSandboxes } from './returning-sandboxes.js';
import { isExpired } from './sandbox-expiry.js';
import { SandboxStarts, type StartsDependencies, type StartsOwner } from './sandbox-starts.js';
import { StartPause } from './start-pause.js';
import { WaitingLine } from './waiting-line.js';

export interface PoolDependencies extends StartsDependencies {
  /** A sandbox was put on the idle stack: its keep-alive time begins. */
  readonly onIdle: () => void;
  /** Nothing is left in the pool and nobody waits for it. */
  readonly onEmpty: (pool: GenerationPool) => void;
}

interface Member {
  readonly sandbox: Sandbox;
  readonly endInitialization: () => void;
  readonly unsubscribe: Unsubscribe;
  place: 'initializing' | 'lent' | 'idle';
  /** Monotonic milliseconds. */
  lentAtMs: number;
}

/** Sandboxes that may be ended by somebody else before they were ready, one after another, until who waits is told. */
const mostLostInARow = 3;

/**
 * The sandboxes of one generation of one function version, and the callers who wait for one. Whichever becomes free serves the
 * head of the line; as many starts are asked for as callers wait, and those not begun are dropped when needed no more.
 */
export class GenerationPool implements StartsOwner {
  readonly #line = new WaitingLine(() => {
    this.#balance();
  });
  readonly #idle = new IdleStack();
  readonly #members = new Map<Sandbox, Member>();
  readonly #returning: ReturningSandboxes;
  readonly #starts: SandboxStarts;
  readonly #pause: StartPause;
  readonly #demand = new Demand();
  #retired = false;
  #lostInARow = 0;

  constructor(
    readonly version: FunctionVersion,
    private readonly dependencies: PoolDependencies,
  ) {
    this.#starts = new SandboxStarts(version, this, dependencies);
    this.#returning = new ReturningSandboxes(dependencies.clock, () => {
      this.#balance();
    });
    this.#pause = new StartPause(dependencies.clock, () => {
      this.#balance();
    });
  }

  get oldestIdleSinceMs(): number | undefined {
    return this.#idle.oldestIdleSinceMs;
  }

  /** Whether a sandbox is there or on its way. */
  get isWarm(): boolean {
    return this.#members.size + this.#starts.pending > 0;
  }

  sandboxes(): readonly Sandbox[] {
    return [...this.#members.keys()];
  }

  lease(signal: AbortSignal): Promise<Sandbox> {
    // An update that was taken back makes an old generation the current one again.
    this.#retired = false;
    const idle = this.#takeIdle();
    if (idle !== undefined) return Promise.resolve(idle);
    const turn = this.#line.join(signal);
    this.#balance();
    return turn;
  }

  answered(sandbox: Sandbox): void {
    if (sandbox.state === 'busy' && this.#members.has(sandbox)) this.#returning.add(sandbox);
  }

  returnUnused(sandbox: Sandbox): void {
    const member = this.#members.get(sandbox);
    if (member !== undefined && sandbox.state === 'idle') this.#putToUse(member);
  }

  /** Idle ones stop now, the others as soon as nobody waits for them; settles when the idle ones are gone. */
  async retire(): Promise<void> {
    this.#retired = true;
    const stops = this.#stopIdleSince(Infinity, 'a newer generation has taken over');
    this.#leaveWhenEmpty();
    await stops;
  }

  /** Stops those that have been idle since `latestMs` or longer. */
  reap(latestMs: number): void {
    void this.#stopIdleSince(latestMs, 'the keep-alive time is over');
    this.#leaveWhenEmpty();
  }

  /** To be called once `closing` has aborted: whoever waits is turned away, all sandboxes stop, running ones after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#pause.end();
    this.#returning.stop();
    this.#starts.drop(Infinity);
    this.#line.rejectAll(serviceUnavailable('Hearth is stopping.'));
    const stops = [...this.#members.values()].map((member) =>
      this.#stop(member, 'Hearth is stopping', member.place === 'lent' ? graceMs : 0),
    );
    await Promise.all([...stops, this.#starts.allCreated()]);
  }

  adopt(sandbox: Sandbox, endInitialization: () => void): void {
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
    this.#members.set(sandbox, {
      sandbox,
      endInitialization,
      unsubscribe,
      place: 'initializing',
      lentAtMs: this.#nowMs(),
    });
    if (sandbox.state === 'idle') this.#becameIdle(sandbox);
    if (sandbox.state === 'stopped') this.#isGone(sandbox, 'it stopped during its creation');
  }

  startFailed(error: unknown): void {
    if (this.dependencies.closing.aborted) return;
    if (this.#members.size + this.#starts.creating > 0) {
      this.#explainPatience(error);
      this.#pause.begin();
      this.#starts.drop(Infinity);
      return;
    }
    this.#starts.drop(Infinity);
    this.#line.rejectAll(error);
    this.#leaveWhenEmpty();
  }

  #takeIdle(): Sandbox | undefined {
    for (let sandbox = this.#idle.pop(); sandbox !== undefined; sandbox = this.#idle.pop()) {
      const member = this.#members.get(sandbox);
      if (member === undefined) continue;
      // Also one that has left `idle` by itself: it is put to use when it is idle again.
      this.#lend(member);
      if (sandbox.state === 'idle' && !this.#stopIfExpired(member)) return sandbox;
    }
    return undefined;
  }

  #becameIdle(sandbox: Sandbox): void {
    const member = this.#members.get(sandbox);
    if (member === undefined || member.place === 'idle' || sandbox.state !== 'idle') return;
    if (member.place === 'initializing') {
      member.endInitialization();
      this.#pause.end();
      this.#lostInARow = 0;
      this.#demand.started(this.#nowMs() - member.lentAtMs);
    } else {
      this.#demand.served(this.#nowMs() - member.lentAtMs);
    }
    this.#putToUse(member);
  }

  #putToUse(member: Member): void {
    this.#returning.delete(member.sandbox);
    // A new one serves at least once: else credentials that are always nearly over would have it replaced for ever.
    if (member.place === 'initializing' || !this.#stopIfExpired(member)) {
      if (this.#line.length > 0) {
        this.#lend(member);
        this.#line.serve(member.sandbox);
      } else if (this.#retired) {
        void this.#stop(member, 'a newer generation has taken over', 0);
      } else {
        member.place = 'idle';
        this.#idle.push(member.sandbox, this.#nowMs());
        this.dependencies.onIdle();
      }
    }
    this.#balance();
  }

  #isGone(sandbox: Sandbox, reason: string): void {
    const member = this.#forget(sandbox);
    if (member?.place === 'initializing') {
      const text = `A sandbox of the function "${this.version.name}" stopped before it was ready: ${reason}`;
      // Somebody else ended it: who waits gets another, unless that happens again and again.
      this.#lostInARow += 1;
      if (!isLostFromOutside(sandbox) || this.#lostInARow >= mostLostInARow) {
        this.startFailed(sandbox.failure ?? new PlatformError(text));
      }
      member.endInitialization();
    }
    this.#balance();
  }

  /** Asks for as many starts as callers wait for, and takes back what they need no more. */
  #balance(): void {
    if (this.dependencies.closing.aborted) return;
    const waiting = this.#line.length;
    this.#demand.observe(this.#members.size - this.#idle.size - this.#starts.initializing, waiting);
    const missing = waiting === 0 ? -this.#starts.pending : waiting - this.#starts.pending - this.#returning.count();
    if (missing < 0) this.#starts.drop(Math.min(-missing, this.#starts.wanted - this.#worthStarting()));
    const mustPause = this.#pause.isOn && this.#members.size + this.#starts.creating > 0;
    if (missing > 0 && !mustPause) this.#starts.ask(missing);
    this.#leaveWhenEmpty();
  }

  /** Starts not begun that are finished although nobody waits for them. */
  #worthStarting(): number {
    if (this.#retired) return 0;
    return Math.max(0, this.#demand.worthHaving - this.#members.size - this.#starts.creating);
  }

  #lend(member: Member): void {
    member.place = 'lent';
    member.lentAtMs = this.#nowMs();
  }

  #nowMs(): number {
    return this.dependencies.clock.monotonicMs();
  }

  #stopIfExpired(member: Member): boolean {
    if (!isExpired(member.sandbox, this.dependencies.clock.now())) return false;
    void this.#stop(member, 'its credentials expire', 0);
    return true;
  }

  async #stopIdleSince(latestMs: number, reason: string): Promise<void> {
    const stops: Promise<void>[] = [];
    for (const sandbox of this.#idle.takeIdleSince(latestMs)) {
      const member = this.#members.get(sandbox);
      if (member !== undefined) stops.push(this.#stop(member, reason, 0));
    }
    await Promise.all(stops);
  }

  #stop(member: Member, reason: string, graceMs: number): Promise<void> {
    this.#forget(member.sandbox);
    member.endInitialization();
    return this.dependencies.stopping.stop(member.sandbox, reason, graceMs);
  }

  #forget(sandbox: Sandbox): Member | undefined {
    const member = this.#members.get(sandbox);
    this.#members.delete(sandbox);
    this.#idle.remove(sandbox);
    this.#returning.delete(sandbox);
    member?.unsubscribe();
    return member;
  }

  #explainPatience(error: unknown): void {
    if (this.#line.length === 0) return;
    this.dependencies.logger.warn(
      `Another sandbox for the function "${this.version.name}" could not be started: ${messageOf(error)} ` +
        `${this.#line.length} waiting for the ${this.#members.size} there are.`,
    );
  }

  #leaveWhenEmpty(): void {
    if (this.isWarm || this.#starts.isPreparing || this.#line.length > 0) return;
    this.#pause.end();
    this.#returning.stop();
    this.dependencies.onEmpty(this);
  }
}

/** Its host did nothing wrong, and neither did the function. */
function isLostFromOutside({ failure }: Sandbox): boolean {
  return failure !== undefined && failure.cause === undefined;
}
