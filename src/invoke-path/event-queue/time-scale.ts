import type { Clock } from '../../base/index.js';

/** Lambda's delays and ages, divided by `--time-scale`: a clock on which a minute of AWS may be a second. */
export class ScaledTime {
  constructor(
    private readonly clock: Clock,
    private readonly scale: number,
  ) {}

  /** How long ago that was (monotonic milliseconds), in AWS's milliseconds. */
  since(monotonicMs: number): number {
    return (this.clock.monotonicMs() - monotonicMs) * this.scale;
  }

  /** A delay of AWS as it is waited here. */
  toReal(delayMs: number): number {
    return delayMs / this.scale;
  }

  /** Monotonic milliseconds at the end of a delay of AWS. */
  after(delayMs: number): number {
    return this.clock.monotonicMs() + this.toReal(delayMs);
  }

  /** The wall clock at a moment of the monotonic one. */
  wallAt(monotonicMs: number): number {
    return Math.round(this.clock.now() + monotonicMs - this.clock.monotonicMs());
  }
}
