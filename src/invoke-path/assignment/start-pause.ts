import type { CancelTimer, Clock } from '../../base/index.js';

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** After a failed start, others wait a little, each time twice as long; a successful one ends that. */
export class StartPause {
  #failures = 0;
  #cancel: CancelTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly onEnd: () => void,
  ) {}

  get isOn(): boolean {
    return this.#cancel !== undefined;
  }

  begin(): void {
    if (this.isOn) return;
    const pauseMs = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs);
    this.#failures += 1;
    this.#cancel = this.clock.schedule(pauseMs, () => {
      this.#cancel = undefined;
      this.onEnd();
    });
  }

  end(): void {
    this.#failures = 0;
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
