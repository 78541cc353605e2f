/**
 * Why an event ended. Those of AWS (contract §1.3); `RecursiveInvocationDropped` is our name for what AWS has not told, and
 * `FunctionDeleted` goes to nobody, because whom to tell went with the function.
 */
export type Condition =
  | 'Success'
  | 'RetriesExhausted'
  | 'EventAgeExceeded'
  | 'ZeroReservedConcurrency'
  | 'RecursiveInvocationDropped'
  | 'FunctionDeleted';

/** How an event ended, as the journal keeps it until everybody is told; what the function answered stands beside it. */
export interface Conclusion {
  readonly condition: Condition;
  /** Epoch milliseconds. */
  readonly endedAtMs: number;
  /** Runs of the function over all attempts. */
  readonly runs: number;
  /** Of the attempt that ended it; absent when the function did not see the event in it. */
  readonly ran?: { readonly executedVersion: string; readonly failed: boolean };
  /** What a dead letter says: 200 for a function error, else the status that a caller would have got. */
  readonly errorCode: number;
  /** Why, for people; of a function error its type. */
  readonly reason?: string;
  /** The trace header of its last run. */
  readonly traceId?: string;
}

/** Somebody who is to be told. */
export interface Delivery {
  readonly kind: 'destination' | 'dead-letter';
  /** ARN of the queue, topic, bus, bucket or function. */
  readonly to: string;
  /** Why it could not be delivered, once it was given up. */
  readonly problem?: string;
}
