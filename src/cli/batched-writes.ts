import type { CancelTimer, Clock } from '../base/index.js';

/** Shorter than anybody sees; many calls log within it. */
const batchMs = 10;

/** Hands text on at once after a quiet moment, and joined while more keeps coming: a write of its own for each line costs more than the line. */
export class BatchedWrites {
  #waiting = '';
  #cancelTimer: CancelTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly writeOut: (text: string) => void,
  ) {}

  get waitingLength(): number {
    return this.#waiting.length;
  }

  write(text: string): void {
    if (this.#cancelTimer !== undefined) {
      this.#waiting += text;
      return;
    }
    this.writeOut(text);
    this.#cancelTimer = this.clock.schedule(batchMs, () => {
      this.#cancelTimer = undefined;
      if (this.#waiting !== '') this.write(this.#take());
    });
  }

  /** Hands on what waits now. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#waiting !== '') this.writeOut(this.#take());
  }

  #take(): string {
    const text = this.#waiting;
    this.#waiting = '';
    return text;
  }
}
