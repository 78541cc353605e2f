import { describe, expect, it } from '@jest/globals';
import { PlatformError } from '../../../../src/base/index.js';
import { functionNotFound, tooManyRequests } from '../../../../src/model/index.js';
import { createMemoryJournal } from '../../../../src/storage/memory-journal.js';
import { settled } from '../fake-placement.js';
import { request, scriptedQueue, target } from './scripted-queue.js';

describe('an accepted event', () => {
  it('is in the journal before its caller is told, and gone from it after it ran', async () => {
    const { queue, frontend, storage } = scriptedQueue();
    queue.start();

    const { requestId } = await queue.accept({ ...request, clientContext: '{}', traceId: 'Root=1' });

    expect(storage.journal.list().map((event) => event.requestId)).toEqual([requestId]);
    await settled();
    expect(frontend.requests[0]).toMatchObject({
      ...request,
      requestId,
      clientContext: '{}',
      traceId: 'Root=1',
      trusted: true,
    });
    await frontend.succeed();
    expect([storage.journal.list(), queue.depth()]).toEqual([[], 0]);
  });

  it('is refused when the function does not exist or the journal cannot be written', async () => {
    const { queue, storage } = scriptedQueue();

    await expect(queue.accept({ ...request, target: { ...target, name: 'unknown' } })).rejects.toThrow('unknown');
    storage.journal.append = () => Promise.reject(new PlatformError('disk full'));

    await expect(queue.accept(request)).rejects.toThrow('disk full');
    expect(queue.depth()).toBe(0);
  });

  it('waits until the queue is started', async () => {
    const { queue, frontend } = scriptedQueue();
    await queue.accept(request);
    await settled();
    expect(frontend.inFlight).toBe(0);

    queue.start();
    await settled();

    expect(frontend.inFlight).toBe(1);
    expect(queue.list()).toMatchObject([{ functionName: 'echo', state: 'running', attempts: 1 }]);
  });

  it('runs beside others of its function up to the bound, the oldest first, and the reservation bounds it too', async () => {
    for (const options of [{ concurrencyPerFunction: 2 }, { reserved: 2 }]) {
      const { queue, frontend } = scriptedQueue(options);
      queue.start();
      for (const id of ['a', 'b', 'c']) await queue.accept({ ...request, requestId: id });
      await settled();
      expect(frontend.requests.map(({ requestId }) => requestId)).toEqual(['a', 'b']);

      await frontend.succeed();

      expect(frontend.requests.map(({ requestId }) => requestId)).toEqual(['a', 'b', 'c']);
    }
  });
});

describe('an event whose function takes none', () => {
  it.each([
    ['throttled', tooManyRequests('ConcurrentInvocationLimitExceeded')],
    ['without a sandbox', new PlatformError('Docker is away.')],
  ])('because it is %s is tried again after 1 s, 2 s … 5 minutes, with the same request id', async (_why, error) => {
    const { queue, frontend, clock, lines } = scriptedQueue();
    queue.start();
    await queue.accept({ ...request, requestId: 'mine' });
    await settled();
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      await frontend.reject(error);
      clock.advance(seconds * 1000 - 1);
      await settled();
      expect(frontend.inFlight).toBe(0);
      clock.advance(1);
      await settled();
      expect(frontend.inFlight).toBe(1);
    }
    await frontend.succeed();

    expect(new Set(frontend.requests.map(({ requestId }) => requestId))).toEqual(new Set(['mine']));
    expect(queue.depth()).toBe(0);
    expect(lines[0]).toBe(
      'warn The asynchronous event "mine" for the function "echo" and all others of this function are tried again in ' +
        `1 s: ${error.message.replace(/\.$/, '')}.`,
    );
  });

  it('does not hold back other functions', async () => {
    const { queue, frontend } = scriptedQueue();
    queue.start();
    await queue.accept(request);
    await settled();
    await frontend.reject(tooManyRequests('ConcurrentInvocationLimitExceeded'));

    await queue.accept({ ...request, target: { ...target, name: 'other' } });
    await settled();

    expect(frontend.inFlight).toBe(1);
  });

  it('is given up after six hours, and that is told', async () => {
    const { queue, frontend, clock, storage, lines } = scriptedQueue();
    queue.start();
    await queue.accept(request);
    await settled();
    clock.advance(6 * 3_600_000);

    await frontend.reject(tooManyRequests('ConcurrentInvocationLimitExceeded'));

    expect(storage.journal.list()).toEqual([]);
    expect(lines.join()).toContain('was given up, because it would be older than its maximum age (Rate Exceeded)');
  });

  it('because it was deleted meanwhile is given up, and that is told', async () => {
    const { queue, frontend, storage, lines } = scriptedQueue();
    queue.start();
    await queue.accept(request);
    await settled();

    await frontend.reject(functionNotFound('arn:x'));

    expect(storage.journal.list()).toEqual([]);
    expect(lines.join()).toContain('was given up, because its function is gone (Function not found: arn:x)');
  });
});

describe('the next start', () => {
  it('runs what the last Hearth left, oldest first, and says what may run twice', async () => {
    const { frontend, storage, open, queue, lines } = scriptedQueue();
    queue.start();
    for (const id of ['a', 'b']) await queue.accept({ ...request, requestId: id });
    await settled();
    // The first Hearth was killed: nothing of it goes on, its journal stays.
    const second = open();
    expect(storage.journal.list()).toHaveLength(2);

    second.start();
    await settled();

    expect(frontend.requests.slice(2).map(({ requestId }) => requestId)).toEqual(['a', 'b']);
    expect(lines.at(-1)).toBe(
      'info 2 asynchronous events accepted by an earlier Hearth are run now. 2 of them had been begun and may run a second time.',
    );
  });

  it('keeps an event whose function is missing from this start for a while', async () => {
    const { frontend, storage, open, queue, clock } = scriptedQueue();
    await queue.accept(request);
    const second = open();
    second.start();
    await settled();

    await frontend.reject(functionNotFound('arn:x'));
    expect(storage.journal.list()).toHaveLength(1);
    clock.advance(1000);
    await settled();
    await frontend.succeed();

    expect(storage.journal.list()).toEqual([]);
  });
});

describe('stopping', () => {
  it('lets running events end within the grace, and keeps the others for the next start', async () => {
    const { queue, frontend, storage, lines } = scriptedQueue({ concurrencyPerFunction: 1 });
    queue.start();
    await queue.accept({ ...request, requestId: 'running' });
    await queue.accept({ ...request, requestId: 'waiting' });
    await settled();

    const disposal = queue[Symbol.asyncDispose]();
    await frontend.succeed();
    await disposal;

    expect(storage.journal.list().map(({ requestId }) => requestId)).toEqual(['waiting']);
    expect(lines).toEqual(['info 1 asynchronous events have not run; the next start goes on with them.']);
    await expect(queue.accept(request)).rejects.toThrow('Hearth is stopping.');
  });

  it('keeps what ends after the grace, because Hearth itself may have ended it', async () => {
    const { queue, frontend, storage, clock } = scriptedQueue();
    queue.start();
    await queue.accept(request);
    await settled();

    const disposal = queue[Symbol.asyncDispose]();
    clock.advance(2000);
    await disposal;
    await frontend.failFunction();

    expect(storage.journal.list()).toHaveLength(1);
  });

  it('says how many events are lost when data is kept in memory only', async () => {
    const { queue, frontend, lines } = scriptedQueue({ storage: { durable: false, journal: createMemoryJournal() } });
    queue.start();
    await queue.accept(request);
    await settled();

    const disposal = queue[Symbol.asyncDispose]();
    await frontend.reject(new PlatformError('Hearth is stopping.'));
    await disposal;

    expect(lines).toEqual([
      'warn 1 asynchronous events have not run, and are lost, because data is kept in memory only.',
    ]);
  });
});
