import { messageOf } from '../../../src/base/index.js';
import { invokePath } from '../../parts/invoke.js';
import type { Action, ActionSurroundings } from './action.js';
import { endedFromOutside, outcomeOf } from './outcome-of.js';

/** `Invoke` of a function with an event, and the ends that are right for it beside being ended from outside. */
function invokeAction(
  name: string,
  weight: number,
  event: (surroundings: ActionSurroundings) => object,
  expected: readonly string[],
): Action {
  return {
    name,
    weight,
    async act(surroundings) {
      const { client, tally } = surroundings;
      const sent = Buffer.from(JSON.stringify(event(surroundings)));
      try {
        const answer = await client.request('POST', invokePath(name), sent);
        const outcome = outcomeOf(answer);
        const altered = outcome === 'ok' && !answer.body.equals(sent);
        if (altered) tally.count(name, 'another event came back', false);
        else tally.count(name, outcome, expected.includes(outcome) || endedFromOutside.includes(outcome));
      } catch (error) {
        tally.count(name, messageOf(error), false);
      }
    },
  };
}

export const fast = invokeAction(
  'fast',
  8,
  ({ random }) => ({ nonce: random.next(), text: 'x'.repeat(random.between(0, 20_000)) }),
  ['ok'],
);

export const slow = invokeAction('slow', 5, ({ random }) => ({ nonce: random.next(), ms: random.between(20, 900) }), [
  'ok',
]);

export const crashes = invokeAction(
  'crashes',
  2,
  ({ random }) => ({ nonce: random.next(), how: random.oneOf(['exit', 'reject', 'throw', 'nothing']) }),
  ['ok', 'RangeError', 'Error', 'Runtime.UnhandledPromiseRejection'],
);

export const timesOut = invokeAction('times-out', 1, ({ random }) => ({ nonce: random.next() }), ['Sandbox.Timedout']);
