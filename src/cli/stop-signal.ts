import { UserError } from '../base/index.js';
import type { Io } from './io.js';

/** A signal that aborts when the user asks to stop, until it is disposed. */
export function abortOnSignal(io: Io): AsyncDisposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const unsubscribe = io.onStopSignal(() => {
    controller.abort(new UserError('Stopped.'));
  });
  return {
    signal: controller.signal,
    [Symbol.asyncDispose]() {
      unsubscribe();
      return Promise.resolve();
    },
  };
}
