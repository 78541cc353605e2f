import type { Clock } from '../../base/index.js';

export interface SpareSettings {
  /** Booted sandboxes kept idle beyond need. */
  readonly count: number;
  /** How long after its last use a function has them. */
  readonly keepAliveMs: number;
}

/** How many spares one generation shall have at this moment. */
export class SpareTarget {
  /** Epoch milliseconds. */
  lastUsedMs = -Infinity;

  constructor(
    private readonly settings: SpareSettings,
    private readonly clock: Clock,
  ) {}

  functionUsed(): void {
    if (this.settings.count > 0) this.lastUsedMs = this.clock.monotonicMs();
  }

  get wanted(): number {
    const { count, keepAliveMs } = this.settings;
    return count > 0 && this.clock.monotonicMs() - this.lastUsedMs < keepAliveMs ? count : 0;
  }
}
