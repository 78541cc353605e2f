import type { ServerResponse } from 'node:http';
import type { WaitSignal } from '../../../base/index.js';

/** Aborts when the client goes away before it has its answer; a wait costs one listener of the response. */
export class ClientGone implements WaitSignal {
  constructor(private readonly response: ServerResponse) {}

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
