import type { InvokeRequest, InvokeTarget } from '../invoke-frontend/index.js';

/** Asynchronous invocation: accepted means written, and run at least once, also when Hearth was killed in between. */
export interface EventQueue extends AsyncDisposable {
  /** Checks the request, writes the event, then answers: only now may the caller be told 202. */
  accept(request: InvokeRequest): Promise<InvokeTarget>;
  /**
   * Begins to run events, those of an earlier Hearth first. To be called once, when the functions of the project are known:
   * until then events are only accepted.
   */
  start(): void;
  /** Events accepted and not yet ended. */
  depth(): number;
  snapshot(): readonly QueuedEventView[];
}

/** An event that has not ended, as `admin` shows it. */
export interface QueuedEventView {
  readonly requestId: string;
  readonly functionName: string;
  readonly acceptedAtMs: number;
  readonly attempts: number;
  readonly state: 'waiting' | 'running';
}
