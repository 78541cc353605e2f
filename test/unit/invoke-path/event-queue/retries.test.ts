import { describe, expect, it } from '@jest/globals';
import { AwsError, functionNotFound, recursiveInvocation, tooManyRequests } from '../../../../src/model/index.js';
import { settled } from '../fake-placement.js';
import { request, scriptedQueue } from './scripted-queue.js';

const mine = { ...request, requestId: 'mine' };
const throttled = tooManyRequests('ConcurrentInvocationLimitExceeded');

describe('a function error', () => {
  it('has the event run again after 60 s, and after 120 s more, with the same request id and trace; then it is dropped and kept', async () => {
    const { queue, frontend, clock, lines, counted } = scriptedQueue();
    queue.start();
    await queue.accept(mine);
    await settled();
    for (const seconds of [60, 120]) {
      await frontend.failFunction();
      expect(queue.list()).toMatchObject([{ state: 'delayed', nextAtMs: clock.now() + seconds * 1000 }]);
      clock.advance(seconds * 1000 - 1);
      await settled();
      expect(frontend.inFlight).toBe(0);
      clock.advance(1);
      await settled();
    }
    await frontend.failFunction();

    expect(frontend.requests.map(({ requestId, traceId }) => [requestId, traceId])).toEqual(
      Array(3).fill(['mine', 'Root=1-accepted']),
    );
    expect([queue.depth(), queue.list()]).toMatchObject([0, [{ state: 'dropped', attempts: 3 }]]);
    expect(lines[0]).toContain('ended with the function error "Runtime.ExitError", and is tried again in 60 s.');
    expect(lines[2]).toContain('was given up, because its function failed 3 times (Runtime.ExitError)');
    expect(counted()).toMatchObject({
      AsyncEventsReceived: 1,
      AsyncEventsDropped: 1,
      AsyncEventAge: { count: 3, sum: 240_000, minimum: 0, maximum: 180_000 },
    });
  });

  it('is tried as often as is configured when it happens, not when the event was accepted', async () => {
    const { queue, frontend, config } = scriptedQueue({ config: { maximumRetryAttempts: 2 } });
    queue.start();
    await queue.accept(mine);
    await settled();

    config.current = { maximumRetryAttempts: 0 };
    await frontend.failFunction();

    expect(queue.show('mine')).toMatchObject({ state: 'dropped', condition: 'RetriesExhausted' });
  });

  it('whose delays are divided by --time-scale comes again the sooner, and ages the faster', async () => {
    const { queue, frontend, clock } = scriptedQueue({ timeScale: 60, config: { maximumEventAgeSeconds: 150 } });
    queue.start();
    await queue.accept(mine);
    await settled();
    await frontend.failFunction();
    clock.advance(1000);
    await settled();

    expect(frontend.inFlight).toBe(1);
    await frontend.failFunction();
    expect(queue.show('mine')).toMatchObject({ condition: 'EventAgeExceeded', attempts: 2 });
  });

  it('goes on waiting after a restart, and counts what happened before', async () => {
    const { queue, frontend, clock, open } = scriptedQueue();
    queue.start();
    await queue.accept(mine);
    await settled();
    await frontend.failFunction();
    clock.advance(20_000);
    await queue[Symbol.asyncDispose]();
    const second = open();
    second.start();
    await settled();
    expect(frontend.inFlight).toBe(0);

    clock.advance(40_000);
    await settled();
    await frontend.failFunction();

    expect(second.list()).toMatchObject([{ state: 'delayed', nextAtMs: clock.now() + 120_000 }]);
  });
});

describe('an event', () => {
  it('whose function recurses is given up at once', async () => {
    const { queue, frontend, counted } = scriptedQueue();
    queue.start();
    await queue.accept(mine);
    await settled();

    await frontend.reject(recursiveInvocation('echo', 16));

    expect(queue.show('mine')).toMatchObject({ state: 'dropped', condition: 'RecursiveInvocationDropped' });
    expect(counted()).toMatchObject({ AsyncEventsDropped: 1 });
  });

  it('that is refused for good is not tried again', async () => {
    const { queue, frontend } = scriptedQueue();
    queue.start();
    await queue.accept(mine);
    await settled();

    await frontend.reject(new AwsError('InvalidRuntimeException', 400, { Message: 'no' }));

    expect(queue.show('mine')).toMatchObject({ state: 'dropped', lastError: 'no' });
  });

  it('that waited for its turn longer than its maximum age does not run any more', async () => {
    const { queue, frontend, clock } = scriptedQueue({
      concurrencyPerFunction: 1,
      config: { maximumEventAgeSeconds: 60 },
    });
    queue.start();
    await queue.accept({ ...request, requestId: 'first' });
    await queue.accept(mine);
    await settled();
    clock.advance(61_000);

    await frontend.succeed();

    expect(frontend.requests).toHaveLength(1);
    expect(queue.show('mine')).toMatchObject({ condition: 'EventAgeExceeded', attempts: 0 });
  });

  it('is counted by its runs alone: throttles between them are none', async () => {
    const { queue, frontend, clock } = scriptedQueue({ config: { maximumRetryAttempts: 1 } });
    queue.start();
    await queue.accept(mine);
    await settled();
    for (const seconds of [1, 2]) {
      await frontend.reject(throttled);
      clock.advance(seconds * 1000);
      await settled();
    }
    await frontend.failFunction();
    clock.advance(60_000);
    await settled();
    await frontend.reject(throttled);
    clock.advance(1000);
    await settled();
    await frontend.failFunction();

    expect(queue.show('mine')).toMatchObject({ condition: 'RetriesExhausted', attempts: 5 });
  });
});

describe('functions beside each other', () => {
  it('take turns, however many events one of them has', async () => {
    const { queue, frontend } = scriptedQueue({ concurrency: 2 });
    queue.start();
    for (let n = 0; n < 20; n += 1) await queue.accept(request);
    await queue.accept({ ...request, target: { ...request.target, name: 'other' } });
    await settled();
    await frontend.succeed();
    await frontend.succeed();

    expect(frontend.requests.map(({ target }) => target.name)).toEqual(['echo', 'echo', 'echo', 'other']);
  });

  it('of one name in two accounts are two', async () => {
    const { queue, frontend } = scriptedQueue({ concurrencyPerFunction: 1 });
    queue.start();
    await queue.accept(request);
    await queue.accept({ ...request, target: { ...request.target, account: '111122223333' } });
    await settled();

    expect(frontend.inFlight).toBe(2);
  });
});

describe('a person', () => {
  it('hastens a delayed event', async () => {
    const { queue, frontend } = scriptedQueue();
    queue.start();
    await queue.accept(mine);
    await settled();
    await frontend.failFunction();

    await queue.replay('mine');
    await settled();

    expect(frontend.inFlight).toBe(1);
  });

  it('runs a dropped event anew, as young as new', async () => {
    const { queue, frontend, clock } = scriptedQueue({ config: { maximumRetryAttempts: 0 } });
    queue.start();
    await queue.accept(mine);
    await settled();
    await frontend.failFunction();
    clock.advance(7 * 3_600_000);

    expect(await queue.replay('mine')).toMatchObject({ state: 'running' });
    await settled();
    await frontend.succeed();

    expect([frontend.requests.length, queue.list(), queue.show('mine')]).toEqual([2, [], undefined]);
  });

  it('cannot replay what runs, nor what is not there', async () => {
    const { queue } = scriptedQueue();
    queue.start();
    await queue.accept(mine);
    await settled();

    await expect(queue.replay('mine')).rejects.toThrow('The asynchronous event "mine" is running already');
    await expect(queue.replay('lost')).rejects.toThrow('There is no asynchronous event "lost"');
  });

  it('sees events by function and state, with what there is of each', async () => {
    const { queue, frontend } = scriptedQueue({ concurrencyPerFunction: 1 });
    queue.start();
    for (const requestId of ['a', 'b', 'c']) await queue.accept({ ...request, requestId });
    await queue.accept({ ...request, requestId: 'd', target: { ...request.target, name: 'other' } });
    await settled();
    await frontend.reject(functionNotFound('echo'));

    expect(queue.counts()).toEqual({ running: 2, queued: 1, dropped: 1 });
    expect(queue.list({ functionName: 'other' }).map(({ requestId }) => requestId)).toEqual(['d']);
    expect(queue.list({ states: ['dropped', 'queued'] }).map(({ requestId }) => requestId)).toEqual(['c', 'a']);
    expect(queue.list({ limit: 1 })).toHaveLength(3);
    expect(queue.show('c')?.payload.toString()).toBe('{"n":1}');
  });
});
