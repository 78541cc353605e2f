/** How asynchronous invocations of one qualifier are retried and where their outcomes go; absent members mean AWS's defaults. */
export interface EventInvokeConfig {
  readonly lastModifiedMs: number;
  /** 0 to 2. */
  readonly maximumRetryAttempts?: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeSeconds?: number;
  /** ARNs of what takes the record of a success or of a failure. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}
