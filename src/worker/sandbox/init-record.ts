/** What is known of a sandbox's INIT ahead of any invocation. */
export class InitRecord {
  /** Type of the error with which it failed. */
  errorType: string | undefined;
  /** Of a successful one. */
  durationMs: number | undefined;

  /** The duration, once: only the first invocation reports it. */
  takeDurationMs(): number | undefined {
    const { durationMs } = this;
    this.durationMs = undefined;
    return durationMs;
  }
}
