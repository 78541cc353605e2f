import { describe, expect, it } from '@jest/globals';
import { functionVersion } from '../../../support/function-version.js';
import { settled } from '../fake-placement.js';
import { anyInvocation, patient, poolInTest } from './pool-in-test.js';

const debug = { port: 5858, arguments: [] };
const held = functionVersion({ name: 'held', generation: 'held-1', debug });

describe('a function in a debugger', () => {
  it('has one sandbox, and its invocations wait for each other', async () => {
    const { assignment, placement } = poolInTest({ spares: 2 });
    const order: string[] = [];
    const calls = ['a', 'b', 'c'].map(async (name) => {
      const sandbox = await assignment.lease(held, patient);
      order.push(name);
      void sandbox.invoke(anyInvocation);
    });
    await settled();

    const sandbox = await placement.createReady();
    sandbox.finish();
    await settled();
    sandbox.finish();
    await Promise.all(calls);

    expect(order).toEqual(['a', 'b', 'c']);
    expect(placement.started).toBe(1);
  });

  it('gets another sandbox when its own is gone', async () => {
    const { assignment, placement } = poolInTest();
    const calls = [assignment.lease(held, patient), assignment.lease(held, patient)];
    await settled();
    const first = await placement.createReady();
    await calls[0];
    void first.invoke(anyInvocation).catch(() => undefined);

    first.crash();
    await settled();
    const second = await placement.createReady();

    expect(await calls[1]).toBe(second);
  });

  it('does not hold back the starts of others while it waits for its port', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 1 });
    void assignment.lease(held, patient);
    await settled();

    void assignment.lease(functionVersion(), patient);
    await settled();

    expect(placement.started).toBe(2);
  });

  it('whose INIT waits for a debugger is stopped for newer code when nobody waits for it', async () => {
    const { assignment, placement } = poolInTest();
    const gone = new AbortController();
    const call = assignment.lease(held, gone.signal);
    await settled();
    const sandbox = await placement.create();
    gone.abort();
    await expect(call).rejects.toThrow();

    await assignment.retire('held', 'g2');

    expect(sandbox.state).toBe('stopped');
  });
});
