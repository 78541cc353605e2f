import type { Action, ActionSurroundings } from './actions/action.js';
import { crashes, fast, slow, timesOut } from './actions/invoke-actions.js';
import { asynchronous, disconnects, streams } from './actions/other-actions.js';

const actions: readonly Action[] = [fast, slow, crashes, timesOut, streams, asynchronous, disconnects];
const chances = actions.flatMap((action) => Array.from({ length: action.weight }, () => action));

/** Callers that act one thing after the other until `signal` is aborted, each then finishing what it has begun. */
export async function callUntil(signal: AbortSignal, callers: number, surroundings: ActionSurroundings): Promise<void> {
  const caller = async (): Promise<void> => {
    while (!signal.aborted) await surroundings.random.oneOf(chances)?.act(surroundings);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
