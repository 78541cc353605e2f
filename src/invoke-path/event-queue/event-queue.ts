import type { InvokeRequest, InvokeTarget } from '../invoke-frontend/index.js';

/** Asynchronous invocation: accepted means written. */
export interface EventQueue extends AsyncDisposable {
  /** Checks the request, writes the event, then answers: only now may the caller be told 202. */
  accept(request: InvokeRequest): Promise<InvokeTarget>;
  /** Events accepted and not yet ended. */
  depth(): number;
}
