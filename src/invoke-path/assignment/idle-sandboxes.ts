import type { Clock } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import { IdleStack } from './idle-stack.js';
import type { Member } from './member.js';

/** A provisioned sandbox idle for this long is paused: a client that calls again and again never meets a paused one. */
const pauseAfterIdleMs = 5000;

/** The idle sandboxes of one generation: those for provisioned concurrency are lent first, never grow too old, and are paused. */
export class IdleSandboxes {
  readonly #provisioned = new IdleStack();
  readonly #onDemand = new IdleStack();

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.#provisioned.size + this.#onDemand.size;
  }

  get onDemand(): number {
    return this.#onDemand.size;
  }

  /** When the one on demand that has been idle for longest became idle. */
  get oldestIdleSinceMs(): number | undefined {
    return this.#onDemand.oldestIdleSinceMs;
  }

  push(member: Member): void {
    const { sandbox, purpose } = member;
    member.place = 'idle';
    if (purpose === 'provisioned') {
      this.#provisioned.push(sandbox, this.clock.monotonicMs());
      member.cancelPause = this.clock.schedule(pauseAfterIdleMs, () => void pause(sandbox));
    } else {
      this.#onDemand.push(sandbox, this.clock.monotonicMs());
    }
  }

  pop(): Sandbox | undefined {
    return this.#provisioned.pop() ?? this.#onDemand.pop();
  }

  /** The one for provisioned concurrency that has been idle for longest. */
  takeProvisioned(): Sandbox | undefined {
    return this.#provisioned.shift();
  }

  remove({ sandbox, purpose }: Member): void {
    (purpose === 'provisioned' ? this.#provisioned : this.#onDemand).remove(sandbox);
  }

  /** Takes out those on demand that have been idle since `latestMs` or longer, but leaves `keep`. */
  takeIdleSince(latestMs: number, keep: number): readonly Sandbox[] {
    return this.#onDemand.takeIdleSince(latestMs, keep);
  }

  takeAll(): readonly Sandbox[] {
    return [...this.#provisioned.takeIdleSince(Infinity, 0), ...this.#onDemand.takeIdleSince(Infinity, 0)];
  }
}

async function pause(sandbox: Sandbox): Promise<void> {
  try {
    await sandbox.pause();
  } catch {
    // It goes on running, or it is gone, which its host tells.
  }
}
