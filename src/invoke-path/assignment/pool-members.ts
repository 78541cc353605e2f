import type { Clock } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import { IdleSandboxes } from './idle-sandboxes.js';
import type { Member } from './member.js';
import type { StoppingSandboxes } from './stopping-sandboxes.js';

/** The sandboxes of one pool, from their creation until they are asked to stop, and which of them are idle. */
export class PoolMembers {
  readonly idle: IdleSandboxes;
  readonly #bySandbox = new Map<Sandbox, Member>();
  #provisioned = 0;

  constructor(
    private readonly clock: Clock,
    private readonly stopping: StoppingSandboxes,
  ) {
    this.idle = new IdleSandboxes(clock);
  }

  get size(): number {
    return this.#bySandbox.size;
  }

  /** Those for provisioned concurrency. */
  get provisioned(): number {
    return this.#provisioned;
  }

  all(): readonly Member[] {
    return [...this.#bySandbox.values()];
  }

  get(sandbox: Sandbox): Member | undefined {
    return this.#bySandbox.get(sandbox);
  }

  add(parts: Pick<Member, 'sandbox' | 'purpose' | 'endInitialization' | 'unsubscribe'>): void {
    this.#bySandbox.set(parts.sandbox, { ...parts, place: 'initializing', lentAtMs: this.clock.monotonicMs() });
    if (parts.purpose === 'provisioned') this.#provisioned += 1;
  }

  /** From now on it belongs to a caller, until it is put on the idle stack again. */
  lend(member: Member): void {
    member.cancelPause?.();
    member.cancelPause = undefined;
    member.place = 'lent';
    member.lentAtMs = this.clock.monotonicMs();
  }

  /** It is no member any more; settles when it is gone. */
  stop(member: Member, reason: string, graceMs = 0): Promise<void> {
    this.remove(member.sandbox);
    member.endInitialization();
    return this.stopping.stop(member.sandbox, reason, graceMs);
  }

  async stopAll(sandboxes: readonly Sandbox[], reason: string): Promise<void> {
    const members = sandboxes.flatMap((sandbox) => this.#bySandbox.get(sandbox) ?? []);
    await Promise.all(members.map((member) => this.stop(member, reason)));
  }

  remove(sandbox: Sandbox): Member | undefined {
    const member = this.#bySandbox.get(sandbox);
    if (member === undefined) return undefined;
    this.#bySandbox.delete(sandbox);
    if (member.purpose === 'provisioned') this.#provisioned -= 1;
    this.idle.remove(member);
    member.unsubscribe();
    member.cancelPause?.();
    return member;
  }
}
