import { describe, expect, it } from '@jest/globals';
import { PlatformError } from '../../../../src/base/index.js';
import { tooManyRequests } from '../../../../src/model/index.js';
import { settled } from '../fake-placement.js';
import { request, scriptedQueue } from './scripted-queue.js';

const hoursMs = 3_600_000;
const throttled = tooManyRequests('ConcurrentInvocationLimitExceeded');

describe('a wall clock that is set while Hearth runs', () => {
  it.each([
    ['forward', 30 * hoursMs],
    ['back', -30 * hoursMs],
  ])('%s by 30 hours neither ages an event nor moves its next attempt', async (_, byMs) => {
    const { queue, frontend, clock } = scriptedQueue();
    queue.start();
    await queue.accept(request);
    await settled();
    clock.jump(byMs);

    await frontend.reject(throttled);
    clock.advance(999);
    await settled();
    expect(frontend.inFlight).toBe(0);
    clock.advance(1);
    await settled();

    expect(frontend.inFlight).toBe(1);
  });

  it('back does not lengthen the six hours', async () => {
    const { queue, frontend, clock, storage } = scriptedQueue();
    queue.start();
    await queue.accept(request);
    await settled();
    clock.jump(-30 * hoursMs);
    clock.advance(6 * hoursMs);

    await frontend.reject(throttled);

    expect(storage.journal.list()).toEqual([]);
  });

  it('between two starts counts as it stands: an event is never younger than new', async () => {
    const { queue, frontend, clock, open, storage } = scriptedQueue();
    await queue.accept(request);
    clock.jump(-30 * hoursMs);
    const second = open();
    second.start();
    await settled();
    clock.advance(6 * hoursMs);

    await frontend.reject(throttled);

    expect(storage.journal.list()).toEqual([]);
  });
});

describe('a journal that cannot be written', () => {
  it('holds an event back until it can be marked as begun, and says so once per pause', async () => {
    const { queue, frontend, clock, storage, lines } = scriptedQueue();
    const markStarted = storage.journal.markStarted.bind(storage.journal);
    storage.journal.markStarted = () => Promise.reject(new PlatformError('disk full'));
    queue.start();
    for (const requestId of ['a', 'b', 'c']) await queue.accept({ ...request, requestId });
    await settled();
    expect([frontend.requests, lines]).toEqual([
      [],
      [
        'error The asynchronous event "a" for the function "echo" could not be recorded, and is tried again in 1 s: disk full',
      ],
    ]);

    storage.journal.markStarted = markStarted;
    clock.advance(1000);
    await settled();

    expect(frontend.requests.map(({ requestId }) => requestId).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('after an event has run does not run it again while Hearth lives', async () => {
    const { queue, frontend, clock, storage } = scriptedQueue();
    const settle = storage.journal.settle.bind(storage.journal);
    queue.start();
    await queue.accept(request);
    await settled();
    storage.journal.settle = () => Promise.reject(new PlatformError('disk full'));
    await frontend.succeed();
    clock.advance(1000);
    await settled();
    expect([frontend.requests.length, queue.depth(), storage.journal.list().length]).toEqual([1, 1, 1]);

    storage.journal.settle = settle;
    clock.advance(2000);
    await settled();

    expect([frontend.requests.length, queue.depth(), storage.journal.list().length]).toEqual([1, 0, 0]);
  });
});

it('an event of a function whose reserved concurrency is 0 is given up at once, and that is told', async () => {
  const { queue, frontend, storage, lines } = scriptedQueue({ reserved: 0 });
  queue.start();
  await queue.accept({ ...request, requestId: 'mine' });
  await settled();

  await frontend.reject(tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded'));

  expect(storage.journal.list()).toEqual([]);
  expect(lines).toEqual([
    'warn The asynchronous event "mine" for the function "echo" was given up, because the reserved concurrency of its function is 0 ' +
      '(Rate Exceeded); "hearth events" shows it, and can replay it.',
  ]);
});
