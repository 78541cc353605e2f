import type { ServerResponse } from 'node:http';

/** Aborts when the client goes away before it has its answer; at once when that is past. */
export function clientGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const gone = (): void => {
    if (!response.writableEnded) controller.abort(new Error('The client went away.'));
  };
  if (response.closed) gone();
  else response.once('close', gone);
  return controller.signal;
}
