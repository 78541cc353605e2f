import { type Clock, type Logger, messageOf } from '../../../../base/index.js';
import type { PreparedView } from '../../sandbox-host.js';
import type { Stock } from '../../stock/stock.js';
import type { GateProgram } from '../launch/launcher.js';
import { ProcessGate } from './process-gate.js';

export interface ProcessGatesParts {
  /** How many are kept ready for each program in use. */
  readonly count: number;
  /** A program that nobody has asked for during this time is in use no more. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface ProgramInUse {
  readonly program: GateProgram;
  readonly ready: Set<ProcessGate>;
  making: number;
  lastUseMs: number;
  hasFailed: boolean;
}

/** Processes that wait for coming sandboxes, each used by one, once. */
export class ProcessGates implements Stock {
  readonly #programs = new Map<string, ProgramInUse>();

  constructor(private readonly parts: ProcessGatesParts) {}

  /** Gates of this program are going to be needed. */
  expect(program: GateProgram): void {
    const key = keyOf(program);
    const lastUseMs = this.parts.clock.monotonicMs();
    const known = this.#programs.get(key);
    if (known === undefined)
      this.#programs.set(key, { program, ready: new Set(), making: 0, lastUseMs, hasFailed: false });
    else known.lastUseMs = lastUseMs;
  }

  /** For the caller alone, who hands it over or closes it; undefined when none is ready. */
  take(program: GateProgram): ProcessGate | undefined {
    const ready = this.#programs.get(keyOf(program))?.ready ?? new Set<ProcessGate>();
    for (const gate of ready) {
      ready.delete(gate);
      if (!gate.hasEnded) return gate;
    }
    return undefined;
  }

  async refillOne(): Promise<boolean> {
    await this.#dropUnused();
    for (const inUse of this.#programs.values()) {
      if (inUse.hasFailed || inUse.ready.size + inUse.making >= this.parts.count) continue;
      await this.#make(inUse);
      return true;
    }
    return false;
  }

  async drop(): Promise<void> {
    const gates = [...this.#programs.values()].flatMap(({ ready }) => [...ready]);
    this.#programs.clear();
    await Promise.all(gates.map((gate) => gate.close()));
  }

  views(): readonly PreparedView[] {
    return [...this.#programs.values()].flatMap(({ program, ready }) =>
      [...ready].map(({ pid }) => ({
        kind: 'gate' as const,
        name: `process-gate-${pid}`,
        nativeId: String(pid),
        image: program.toldName,
      })),
    );
  }

  async #make(inUse: ProgramInUse): Promise<void> {
    inUse.making += 1;
    try {
      const gate = await ProcessGate.open(inUse.program);
      if (this.#programs.get(keyOf(inUse.program)) !== inUse) {
        await gate.close();
        return;
      }
      inUse.ready.add(gate);
      gate.onEnd(() => inUse.ready.delete(gate));
    } catch (error) {
      inUse.hasFailed = true;
      this.parts.logger.debug(
        `No process can wait for functions of "${inUse.program.toldName}": ${messageOf(error)}. They start without.`,
      );
    } finally {
      inUse.making -= 1;
    }
  }

  async #dropUnused(): Promise<void> {
    const since = this.parts.clock.monotonicMs() - this.parts.idleMs;
    for (const [key, { ready, lastUseMs }] of this.#programs) {
      if (lastUseMs > since) continue;
      this.#programs.delete(key);
      await Promise.all([...ready].map((gate) => gate.close()));
    }
  }
}

function keyOf({ command, parameters, environment }: GateProgram): string {
  return JSON.stringify([command, parameters, environment]);
}
