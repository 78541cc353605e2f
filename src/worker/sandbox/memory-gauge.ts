import type { Clock } from '../../base/index.js';
import type { MemoryFigure } from '../logs/index.js';
import type { HostedSandbox } from '../sandbox-host/index.js';

/** Highest memory use of one sandbox. Reading it costs a host about as much as a whole warm invocation, so readings can be shared. */
export class MemoryGauge {
  #readAtMs = -Infinity;
  #reading: Promise<number | undefined> | undefined;
  #highestMb: number | undefined;

  constructor(
    private readonly hosted: HostedSandbox,
    private readonly clock: Clock,
  ) {}

  /** Sees to it that there is a figure even when the runtime dies before anything else asks for one: afterwards nobody can tell. */
  readFirst(): void {
    if (this.#readAtMs === -Infinity) void this.highestMb(0);
  }

  /** A reading at most `maxAgeMs` old, at once when it is there; the last one known when the host cannot tell any more. Never rejects. */
  highestMb(maxAgeMs: number): MemoryFigure {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.#readAtMs < maxAgeMs) return this.#reading ?? this.#highestMb;
    this.#readAtMs = nowMs;
    const reading = this.#read(this.#reading);
    this.#reading = reading;
    void reading.then(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    return reading;
  }

  async #read(before: Promise<unknown> | undefined): Promise<number | undefined> {
    try {
      const usedMb = await this.hosted.maxMemoryUsedMb();
      if (usedMb !== undefined) this.#highestMb = Math.max(usedMb, this.#highestMb ?? 0);
    } catch {
      // The place is gone; what was read before it went still holds.
    }
    await before;
    return this.#highestMb;
  }
}
