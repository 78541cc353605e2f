import type { FunctionVersion } from '../../model/index.js';

/** Counts running invocations against the account limit and reserved concurrency. */
export interface Admission {
  /** Answers the release, to be called exactly once; throws the 429 `AwsError` with AWS's `Reason` when it may not run. */
  reserve(version: FunctionVersion): () => void;
  /** Invocations running now, for `GetAccountSettings`-like views, `ps` and metrics. */
  running(functionName?: string): number;
}
