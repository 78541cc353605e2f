import { messageOf } from '../../../../base/index.js';

/** HTTP status of the engine's answer, or undefined when there was none (connection refused, aborted). */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** The engine's own words, without the client's `(HTTP code 400) bad parameter - ` in front. */
export function engineMessage(error: unknown): string {
  return messageOf(error)
    .replace(/^\(HTTP code \d+\) [^-]*- /, '')
    .trim();
}

/** What races between two removers answer: not there (404), being removed (409), not modified (304). Each is as good as done. */
export function isAlreadyDone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 409 || status === 304;
}

/** Settles when `action` has succeeded or there was nothing to do. */
export async function ignoreAlreadyDone(action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    if (!isAlreadyDone(error)) throw error;
  }
}
