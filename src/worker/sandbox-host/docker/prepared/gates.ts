import type { Clock, Logger } from '../../../../base/index.js';
import type { PreparedView } from '../../sandbox-host.js';
import { engineMessage } from '../engine/docker-error.js';
import { type Gate, removeGate } from './gate.js';
import { type GateKind, gateKey } from './gate-kind.js';
import type { GateMaker } from './gate-maker.js';
import { GatesInMaking } from './gates-in-making.js';
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
  readonly inMaking: GatesInMaking;
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
    if (known !== undefined) Object.assign(known, { memoryMb, lastUseMs });
    else {
      const none = { ready: new Set<Gate>(), inMaking: new GatesInMaking(), failures: 0 };
      this.#kinds.set(key, { kind, memoryMb, lastUseMs, ...none });
    }
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

  /** The same for one that is being made, as soon as it is ready; undefined when there is none, or its making fails. */
  claim(kind: GateKind): Promise<Gate | undefined> | undefined {
    return this.#kinds.get(gateKey(kind))?.inMaking.claim();
  }

  /** The kind that has the fewest gets one, so that no image waits until another has all of its own. */
  async refillOne(): Promise<boolean> {
    await this.#dropUnused();
    const lacking = [...this.#kinds.values()].filter(
      (inUse) => inUse.failures < FAILURES_TO_GIVE_UP && countOf(inUse) < this.parts.count,
    );
    const [fewest] = lacking.sort((a, b) => countOf(a) - countOf(b));
    if (fewest === undefined) return false;
    await this.#make(fewest);
    return true;
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
    const making = inUse.inMaking.begin();
    let gate: Gate;
    try {
      gate = await this.parts.maker.make(inUse.kind, inUse.memoryMb);
    } catch (error) {
      inUse.failures += 1;
      making.made(undefined);
      this.parts.logger.debug(
        `No gate can be made from image "${inUse.kind.imageReference}": ${engineMessage(error)}. Its sandboxes start without.`,
      );
      return;
    }
    inUse.failures = 0;
    if (making.made(gate)) return;
    if (this.#kinds.get(gateKey(inUse.kind)) === inUse) this.#keep(gate, inUse.ready);
    else await removeGate(gate);
  }

  #keep(gate: Gate, ready: Set<Gate>): void {
    ready.add(gate);
    gate.container.onLost(() => {
      if (ready.delete(gate)) removeGate(gate).catch(() => undefined);
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

/** Ready, or soon, and nobody's. */
function countOf({ ready, inMaking }: KindInUse): number {
  return ready.size + inMaking.unclaimed;
}
