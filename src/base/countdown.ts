import type { Clock } from './clock.js';

/** A span of time that several share; it begins when somebody first asks what is left of it. */
export class Countdown {
  #endMs: number | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly durationMs: number,
  ) {}

  /** Milliseconds, never less than 0. */
  leftMs(): number {
    const nowMs = this.clock.monotonicMs();
    this.#endMs ??= nowMs + this.durationMs;
    return Math.max(0, this.#endMs - nowMs);
  }
}
