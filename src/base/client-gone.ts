import type { WholeResponse } from './quick-http/whole-exchange.js';
import type { WaitSignal } from './wait-signal.js';

/** Aborts when the client goes away before it has its answer; a wait costs one listener of the response. */
export class ClientGone implements WaitSignal {
  constructor(private readonly response: Pick<WholeResponse, 'closed' | 'writableEnded' | 'on' | 'off'>) {}

  get aborted(): boolean {
    return this.response.closed && !this.response.writableEnded;
  }

  get reason(): Error {
    return new Error('The client went away.');
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.response.on('close', listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.response.off('close', listener);
  }
}
