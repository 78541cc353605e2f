/**
 * The only source of time. Every other room takes a `Clock`, so that tests can wind it by hand.
 */
export interface Clock {
  /** Wall-clock time in epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds with sub-millisecond precision; only differences mean anything. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the answer cancels it. A pending timer never keeps the process alive. */
  schedule(delayMs: number, callback: () => void): CancelTimer;
}

export type CancelTimer = () => void;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
