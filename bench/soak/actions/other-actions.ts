import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf, newUuid } from '../../../src/base/index.js';
import { invokePath } from '../../parts/invoke.js';
import type { Action } from './action.js';
import { outcomeOf } from './outcome-of.js';

/** An asynchronous event; what is accepted has to run. */
export const asynchronous: Action = {
  name: 'marks',
  weight: 3,
  async act({ client, tally, accepted }) {
    const mark = newUuid();
    const event = Buffer.from(JSON.stringify({ mark }));
    try {
      const answer = await client.request('POST', invokePath('marks'), event, { 'x-amz-invocation-type': 'Event' });
      if (answer.status === 202) accepted(mark, String(answer.headers['x-amzn-requestid'] ?? ''));
      tally.count('marks', answer.status === 202 ? 'accepted' : outcomeOf(answer), answer.status === 202);
    } catch (error) {
      tally.count('marks', messageOf(error), false);
    }
  },
};

/** A response stream, read to its end. */
export const streams: Action = {
  name: 'streams',
  weight: 2,
  async act({ client, random, tally }) {
    const event = { chunks: random.between(1, 20), bytes: random.between(1, 20_000) };
    const path = '/2021-11-15/functions/streams/response-streaming-invocations';
    try {
      const answer = await client.request('POST', path, Buffer.from(JSON.stringify(event)));
      const complete = answer.body.length >= event.chunks * event.bytes;
      if (answer.status !== 200) tally.count('streams', outcomeOf(answer), false);
      else tally.count('streams', complete ? 'ok' : 'broken off', complete || answer.body.includes('InvokeComplete'));
    } catch (error) {
      tally.count('streams', messageOf(error), false);
    }
  },
};

/** A caller that goes away while it waits, or while it still sends. */
export const disconnects: Action = {
  name: 'disconnects',
  weight: 2,
  async act({ client, random, tally }) {
    const body = Buffer.from(JSON.stringify({ ms: random.between(50, 500) }));
    const request = http.request(new URL(invokePath('slow'), client.baseUrl), {
      method: 'POST',
      agent: false,
      headers: { 'content-length': body.length },
    });
    request.on('error', () => undefined);
    if (random.next() < 0.3) request.write(body.subarray(0, 3));
    else request.end(body);
    await wait(random.between(0, 200));
    request.destroy();
    tally.count('disconnects', 'went away', true);
  },
};
