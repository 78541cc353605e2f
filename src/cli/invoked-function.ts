/** What `hearth invoke` prints: the payload on stdout, the log on stderr. */
export interface InvokedFunction {
  readonly payload: Buffer;
  readonly failed: boolean;
  /** Empty when the log has already been printed while it was written. */
  readonly logTail: string;
}

/** What an invocation is made with. */
export interface InvokeInput {
  readonly payload: Buffer;
  readonly tenantId?: string | undefined;
}
