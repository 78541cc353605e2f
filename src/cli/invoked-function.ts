/** What `hearth invoke` prints: the payload on stdout, the log on stderr. */
export interface InvokedFunction {
  readonly payload: Buffer;
  readonly failed: boolean;
  /** Empty when the log has already been printed while it was written. */
  readonly logTail: string;
}
