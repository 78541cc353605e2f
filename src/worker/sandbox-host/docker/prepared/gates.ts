import type { Clock, Logger } from '../../../../base/index.js';
import type { PreparedView } from '../../sandbox-host.js';
import { engineMessage } from '../engine/docker-error.js';
import { type Gate, removeGate } from './gate.js';
import { type GateKind, gateKey } from './gate-kind.js';
import type { GateMaker } from './gate-maker.js';
import type { Stock } from '../../stock/stock.js';

export interface GatesParts {
  readonly maker: GateMaker;
  /** How many are kept ready for each kind in use. */
  readonly count: number;
  /** A kind that nobody has asked for during this time is in use no more. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface KindInUse {
  readonly kind: GateKind;
  readonly ready: Set<Gate>;
  /** As the last function that asked. */
  memoryMb: number;
  lastUseMs: number;
  /** One after the other. */
  failures: number;
}

/** An engine may have been away for a moment; an image without a shell never has one. */
const FAILURES_TO_GIVE_UP = 2;

/**
 * Gates that wait: containers that have started and whose shell becomes a function's runtime when it is told how. Each is used by one
 * sandbox, once.
 */
export class Gates implements Stock {
  readonly #kinds = new Map<string, KindInUse>();

  constructor(private readonly parts: GatesParts) {}

  /** Gates of this kind and size are going to be needed. */
  expect(kind: GateKind, memoryMb: number): void {
    const key = gateKey(kind);
    const lastUseMs = this.parts.clock.monotonicMs();
    const known = this.#kinds.get(key);
    if (known === undefined) this.#kinds.set(key, { kind, ready: new Set(), memoryMb, lastUseMs, failures: 0 });
    else Object.assign(known, { memoryMb, lastUseMs });
  }

  /** A gate for the caller alone, who removes it, of the right size if there is one; undefined when none is ready. */
  take(kind: GateKind, memoryMb: number): Gate | undefined {
    const ready = this.#kinds.get(gateKey(kind))?.ready;
    if (ready === undefined) return undefined;
    const usable = [...ready].filter((gate) => this.#isUsable(gate));
    const gate = usable.find((each) => each.memoryMb === memoryMb) ?? usable[0];
    if (gate !== undefined) ready.delete(gate);
    return gate;
  }

  async refillOne(): Promise<boolean> {
    await this.#dropUnused();
    for (const inUse of this.#kinds.values()) {
      if (inUse.failures >= FAILURES_TO_GIVE_UP || inUse.ready.size >= this.parts.count) continue;
      await this.#make(inUse);
      return true;
    }
    return false;
  }

  /** The engine was away, or is another: what has failed may succeed now. */
  reconsider(): void {
    for (const inUse of this.#kinds.values()) inUse.failures = 0;
  }

  async drop(): Promise<void> {
    const gates = [...this.#kinds.values()].flatMap(({ ready }) => [...ready]);
    this.#kinds.clear();
    await Promise.all(gates.map(removeGate));
  }

  views(): readonly PreparedView[] {
    return [...this.#kinds.values()].flatMap(({ kind, ready }) =>
      [...ready].map(({ container: { name, id } }) => ({
        kind: 'gate' as const,
        name,
        nativeId: id,
        image: kind.imageReference,
      })),
    );
  }

  #isUsable({ container, shell, kind }: Gate): boolean {
    return !container.isLost && !shell.hasEnded && (!kind.hasCode || this.parts.maker.canFill);
  }

  async #make(inUse: KindInUse): Promise<void> {
    let gate: Gate;
    try {
      gate = await this.parts.maker.make(inUse.kind, inUse.memoryMb);
    } catch (error) {
      inUse.failures += 1;
      this.parts.logger.debug(
        `No gate can be made from image "${inUse.kind.imageReference}": ${engineMessage(error)}. Its sandboxes start without.`,
      );
      return;
    }
    inUse.failures = 0;
    inUse.ready.add(gate);
    gate.container.onLost(() => {
      if (inUse.ready.delete(gate)) removeGate(gate).catch(() => undefined);
    });
  }

  async #dropUnused(): Promise<void> {
    const since = this.parts.clock.monotonicMs() - this.parts.idleMs;
    for (const [key, { ready, lastUseMs }] of this.#kinds) {
      if (lastUseMs > since) continue;
      this.#kinds.delete(key);
      await Promise.all([...ready].map(removeGate));
    }
  }
}
