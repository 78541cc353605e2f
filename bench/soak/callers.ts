import type { Action, ActionSurroundings } from './actions/action.js';
import { crashes, fast, slow, timesOut } from './actions/invoke-actions.js';
import { asynchronous, disconnects, streams } from './actions/other-actions.js';

const actions: readonly Action[] = [fast, slow, crashes, timesOut, streams, asynchronous, disconnects];
const chances = actions.flatMap((action) => Array.from({ length: action.weight }, () => action));

/** Often enough that each way in which a function can end has been seen. */
const warmUpRounds = 8;

/** Each action some times, so that what Hearth loads and compiles for it is there. */
export async function warmUp(surroundings: ActionSurroundings): Promise<void> {
  for (let round = 0; round < warmUpRounds; round += 1) {
    await Promise.all(actions.map((action) => action.act(surroundings)));
  }
}

/** Callers that act one thing after the other until `signal` is aborted, each then finishing what it has begun. */
export async function callUntil(signal: AbortSignal, callers: number, surroundings: ActionSurroundings): Promise<void> {
  const caller = async (): Promise<void> => {
    while (!signal.aborted) await surroundings.random.oneOf(chances)?.act(surroundings);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
