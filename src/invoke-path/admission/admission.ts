import type { FunctionVersion } from '../../model/index.js';
import type { Share } from './concurrency-pool.js';

/** Counts running invocations against the account limit and reserved concurrency. */
export interface Admission {
  /** Answers the release, to be called exactly once; throws the 429 `AwsError` with AWS's `Reason` when it may not run. */
  reserve(version: FunctionVersion, meter?: AdmissionMeter): () => void;
  /** Invocations running now, for `GetAccountSettings`-like views, `ps` and metrics. */
  running(functionName?: string): number;
}

/** Is told what becomes of reservations, to count them; `ended` once for each `began`. */
export interface AdmissionMeter {
  throttled(): void;
  began(share: Share): void;
  ended(share: Share): void;
}
