import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../../../../src/base/index.js';
import { settled } from '../fake-placement.js';
import { functionVersionOf } from '../function-version-of.js';
import { anyInvocation, patient, poolInTest } from './pool-in-test.js';

const echo = functionVersionOf('echo');
const other = functionVersionOf('other');

describe('lending', () => {
  it('starts a sandbox for the first caller and lends it warm to the next', async () => {
    const { assignment, placement } = poolInTest();
    const first = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    expect(await first).toBe(sandbox);
    void sandbox.invoke(anyInvocation);
    sandbox.finish();

    const second = await assignment.lease(echo, patient);

    expect(second).toBe(sandbox);
    expect(placement.started).toBe(1);
  });

  it('lends the idle sandbox used last first', async () => {
    const { assignment, placement } = poolInTest();
    const leases = [assignment.lease(echo, patient), assignment.lease(echo, patient)];
    await settled();
    const [a, b] = [await placement.createReady(), await placement.createReady()];
    for (const sandbox of await Promise.all(leases)) void sandbox.invoke(anyInvocation);
    b.finish();
    a.finish();

    expect(await assignment.lease(echo, patient)).toBe(a);
    expect(await assignment.lease(echo, patient)).toBe(b);
  });

  it('serves those who wait first come first served, with whichever sandbox becomes free', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 1 });
    const order: string[] = [];
    const wait = async (name: string) => {
      const sandbox = await assignment.lease(echo, patient);
      order.push(name);
      void sandbox.invoke(anyInvocation);
    };
    const waits = ['a', 'b', 'c'].map(wait);
    await settled();
    const sandbox = await placement.createReady();
    sandbox.finish();
    await settled();
    sandbox.finish();

    await Promise.all(waits);

    expect(order).toEqual(['a', 'b', 'c']);
    expect(sandbox.invocations).toBe(3);
  });

  it('drops starts that nobody needs any more, and lets created ones join the pool', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 2 });
    const waits = Array.from({ length: 5 }, async () => {
      const sandbox = await assignment.lease(echo, patient);
      void sandbox.invoke(anyInvocation);
    });
    await settled();
    expect(assignment.starts()).toEqual({ inFlight: 2, waiting: 3, limit: 2 });
    const fast = await placement.createReady();
    await settled();

    for (let n = 0; n < 4; n += 1) {
      fast.finish();
      await settled();
    }
    await Promise.all(waits);

    expect(assignment.starts().waiting).toBe(0);
    const late = await placement.createReady();
    expect(late.state).toBe('idle');
    expect(placement.started).toBeLessThanOrEqual(3);
  });

  it('finishes the starts of a burst whose invocations outlast a start, so that the next burst is all warm', async () => {
    const { assignment, placement, clock } = poolInTest({ maxConcurrentStarts: 1 });
    const leases = [1, 2, 3].map(() => assignment.lease(echo, patient));
    await settled();
    const first = await placement.create();
    clock.advance(100);
    first.ready();
    void (await leases[0])?.invoke(anyInvocation);
    clock.advance(1000);
    first.finish();
    void (await leases[1])?.invoke(anyInvocation);
    const second = await placement.createReady();
    void (await leases[2])?.invoke(anyInvocation);
    await settled();

    await placement.createReady();
    first.finish();
    second.finish();

    expect(assignment.snapshot().map(({ state }) => state)).toEqual(['idle', 'idle', 'idle']);
  });

  it('gives every caller a sandbox of its own when none comes back', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 2 });
    const leases = Array.from({ length: 10 }, () => assignment.lease(echo, patient));
    await settled();
    for (let n = 0; n < 10; n += 1) await placement.createReady();

    const sandboxes = await Promise.all(leases);

    expect(new Set(sandboxes).size).toBe(10);
    expect(placement.started).toBe(10);
  });

  it('bounds starts in flight over all functions, in turn, so that a flood of one does not hold back another', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 2 });
    const flood = Array.from({ length: 20 }, () => assignment.lease(echo, patient));
    await settled();
    const single = assignment.lease(other, patient);
    await settled();
    expect(placement.creations).toHaveLength(2);
    await placement.createReady();
    await placement.createReady();

    expect(placement.creations.map(({ version }) => version.name)).toContain('other');
    expect([...flood, single]).toHaveLength(21);
  });

  it('gives the permit of an INIT that only waits to the next start', async () => {
    const { assignment, placement, clock } = poolInTest({ maxConcurrentStarts: 1 });
    const leases = [assignment.lease(echo, patient), assignment.lease(other, patient)];
    await settled();
    await placement.create();
    expect(placement.started).toBe(1);

    clock.advance(1000);
    await settled();

    expect(placement.started).toBe(2);
    const second = await placement.createReady();
    expect(await leases[1]).toBe(second);
    placement.sandboxes[0]?.ready();
    expect(await leases[0]).toBe(placement.sandboxes[0]);
  });

  it('lets a caller give up waiting, and asks for no start in vain', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 1 });
    const caller = new AbortController();
    const first = assignment.lease(echo, patient);
    const second = assignment.lease(echo, caller.signal);
    await settled();

    caller.abort(new Error('went away'));

    await expect(second).rejects.toThrow('went away');
    expect(assignment.starts().waiting).toBe(0);
    expect(await placement.createReady()).toBe(await first);
  });

  it('waits a moment for a sandbox that has answered and comes back, instead of starting one for every next call', async () => {
    const { assignment, placement, clock } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    void (await lease).invoke(anyInvocation);
    sandbox.answer();
    assignment.answered(sandbox);

    const second = assignment.lease(echo, patient);
    await settled();
    expect(placement.started).toBe(1);
    sandbox.ready();

    expect(await second).toBe(sandbox);
    clock.advance(100);
    expect(placement.started).toBe(1);
  });

  it('starts another sandbox when the one that has answered does not come back at once', async () => {
    const { assignment, placement, clock } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const slow = await placement.createReady();
    void (await lease).invoke(anyInvocation);
    slow.answer();
    assignment.answered(slow);
    const second = assignment.lease(echo, patient);

    clock.advance(100);
    await settled();

    expect(await placement.createReady()).toBe(await second);
  });

  it('waits longer for it where a start takes long: the machine is overloaded', async () => {
    const { assignment, placement, clock } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const slow = await placement.create();
    clock.advance(3000);
    slow.ready();
    void (await lease).invoke(anyInvocation);
    slow.answer();
    assignment.answered(slow);
    void assignment.lease(echo, patient);

    clock.advance(1499);
    await settled();
    expect(placement.started).toBe(1);
    clock.advance(1);
    await settled();

    expect(placement.started).toBe(2);
  });

  it('waits longer for one whose runtime is killed after a timeout: its /tmp is to be found again', async () => {
    const { assignment, placement, clock } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const hung = await placement.createReady();
    void (await lease).invoke(anyInvocation);
    hung.answer();
    assignment.answered(hung, true);

    const second = assignment.lease(echo, patient);
    clock.advance(1000);
    await settled();
    expect(placement.started).toBe(1);
    hung.ready();

    expect(await second).toBe(hung);
  });

  it('lends a sandbox that was handed back unused to the next caller', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 1 });
    const first = assignment.lease(echo, patient);
    const second = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();

    assignment.returnUnused(await first);

    expect(await second).toBe(sandbox);
  });
});

describe('failing starts', () => {
  it('fail everybody who waits, at once, when nothing else can serve them', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 2 });
    const leases = Array.from({ length: 50 }, () => assignment.lease(echo, patient));
    const outcomes = Promise.allSettled(leases);
    await settled();

    await placement.fail(new Error('image is broken'));
    await placement.fail(new Error('image is broken'));

    const reasons = (await outcomes).map((result) => (result.status === 'rejected' ? String(result.reason) : 'served'));
    expect(new Set(reasons)).toEqual(new Set(['Error: image is broken']));
    expect(placement.started).toBe(2);
    expect(assignment.starts()).toEqual({ inFlight: 0, waiting: 0, limit: 2 });
  });

  it('fail everybody who waits when image or code cannot be made ready', async () => {
    const { assignment, placement } = poolInTest();
    placement.readyError = new Error('no such image');

    await expect(assignment.lease(echo, patient)).rejects.toThrow('no such image');

    delete placement.readyError;
    const lease = assignment.lease(echo, patient);
    await settled();
    expect(await placement.createReady()).toBe(await lease);
  });

  it('fail nobody while a running sandbox can still serve, and are tried again later', async () => {
    const { assignment, placement, clock, lines } = poolInTest();
    const first = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    void (await first).invoke(anyInvocation);
    const second = assignment.lease(echo, patient);
    const third = assignment.lease(echo, patient);
    await settled();

    await placement.fail(new Error('no memory left'));
    await placement.fail(new Error('no memory left'));
    sandbox.finish();

    expect(await second).toBe(sandbox);
    expect(lines.join()).toContain('warn Another sandbox for the function "echo" could not be started: no memory left');
    expect(placement.creations).toHaveLength(0);
    clock.advance(1000);
    await settled();
    expect(await placement.createReady()).toBe(await third);
  });

  it('are replaced when the last sandbox that could serve is lost', async () => {
    const { assignment, placement } = poolInTest();
    const first = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    (await first).invoke(anyInvocation).catch(() => undefined);
    const second = assignment.lease(echo, patient);
    await settled();
    await placement.fail(new Error('no memory left'));

    sandbox.crash();
    await settled();

    expect(await placement.createReady()).toBe(await second);
  });

  it('count a sandbox that is lost before it was ready', async () => {
    const { assignment, placement } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.create();

    sandbox.crash('container removed');

    await expect(lease).rejects.toThrow('stopped before it was ready: container removed');
  });
});

describe('the end of a sandbox', () => {
  it('comes when it was idle for the keep-alive time, the one idle for longest first', async () => {
    const { assignment, placement, clock } = poolInTest({ keepAliveMs: 1000 });
    const leases = [assignment.lease(echo, patient), assignment.lease(echo, patient)];
    await settled();
    const [a, b] = [await placement.createReady(), await placement.createReady()];
    for (const sandbox of await Promise.all(leases)) void sandbox.invoke(anyInvocation);
    a.finish();
    clock.advance(400);
    b.finish();

    clock.advance(600);
    expect([a.stopReason, b.stopReason]).toEqual(['the keep-alive time is over', undefined]);
    clock.advance(400);

    expect(b.stopReason).toBe('the keep-alive time is over');
    await settled();
    expect(assignment.snapshot()).toEqual([]);
  });

  it('never comes while it is busy, and use begins the keep-alive time anew', async () => {
    const { assignment, placement, clock } = poolInTest({ keepAliveMs: 1000 });
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    void (await lease).invoke(anyInvocation);
    clock.advance(5000);
    sandbox.finish();
    clock.advance(900);
    void (await assignment.lease(echo, patient)).invoke(anyInvocation);
    sandbox.finish();

    clock.advance(900);

    expect(sandbox.state).toBe('idle');
    clock.advance(100);
    expect(sandbox.state).toBe('stopped');
  });

  it('is noticed when it is lost while idle', async () => {
    const { assignment, placement } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    assignment.returnUnused(await lease);

    sandbox.crash();
    const next = assignment.lease(echo, patient);
    await settled();

    expect(await placement.createReady()).toBe(await next);
  });

  it('is not mistaken for the time in which its runtime connects anew: it is lent again when it is idle', async () => {
    const { assignment, placement, clock } = poolInTest({ keepAliveMs: 1000 });
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    assignment.returnUnused(await lease);
    sandbox.state = 'busy';
    const waiting = assignment.lease(echo, patient);
    await settled();

    sandbox.ready();

    expect(await waiting).toBe(sandbox);
    assignment.returnUnused(sandbox);
    clock.advance(1000);
    expect(sandbox.stopReason).toBe('the keep-alive time is over');
  });

  it('comes before its credentials expire', async () => {
    const { assignment, placement, clock } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady({ expiresAtMs: clock.now() + 60_000 });
    void (await lease).invoke(anyInvocation);
    sandbox.finish();
    clock.advance(50_000);

    const next = assignment.lease(echo, patient);
    await settled();

    expect(sandbox.stopReason).toBe('its credentials expire');
    expect(await placement.createReady()).toBe(await next);
  });

  it('comes after one invocation when its credentials had expired from the first', async () => {
    const { assignment, placement, clock } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady({ expiresAtMs: clock.now() - 1 });
    void (await lease).invoke(anyInvocation);

    sandbox.finish();

    expect(sandbox.stopReason).toBe('its credentials expire');
    expect(placement.started).toBe(1);
  });
});

describe('a new generation', () => {
  const updated = functionVersionOf('echo', { generation: 'g2' });

  it('stops idle sandboxes of the old one at once and busy ones when they are done', async () => {
    const { assignment, placement } = poolInTest();
    const leases = [assignment.lease(echo, patient), assignment.lease(echo, patient)];
    await settled();
    const [idle, busy] = [await placement.createReady(), await placement.createReady()];
    await Promise.all(leases);
    assignment.returnUnused(idle);
    void busy.invoke(anyInvocation);

    await assignment.retire('echo', 'g2');
    expect([idle.state, busy.state]).toEqual(['stopped', 'busy']);
    busy.finish();

    expect(busy.stopReason).toBe('a newer generation has taken over');
    const next = assignment.lease(updated, patient);
    await settled();
    expect((await placement.createReady()).function.generation).toBe('g2');
    expect((await next).function.generation).toBe('g2');
  });

  it('leaves published versions and other functions alone', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 3 });
    const published = functionVersionOf('echo', { version: '1', generation: 'g0' });
    const leases = [published, other, updated].map((version) => assignment.lease(version, patient));
    await settled();
    for (let n = 0; n < 3; n += 1) await placement.createReady();
    for (const sandbox of await Promise.all(leases)) assignment.returnUnused(sandbox);

    await assignment.retire('echo', 'g2');
    expect(assignment.snapshot().map(({ functionName, version }) => `${functionName}:${version}`)).toEqual([
      'echo:1',
      'other:$LATEST',
      'echo:$LATEST',
    ]);
    await assignment.retire('echo');

    expect(assignment.snapshot().map(({ functionName }) => functionName)).toEqual(['other']);
  });

  it('leaves functions of the same name in other accounts and regions alone', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 2 });
    const arn = { ...echo.arn, account: '222222222222' };
    const leases = [assignment.lease(echo, patient), assignment.lease(functionVersionOf('echo', { arn }), patient)];
    await settled();
    for (let n = 0; n < 2; n += 1) await placement.createReady();
    for (const sandbox of await Promise.all(leases)) assignment.returnUnused(sandbox);

    await assignment.retire('echo', 'g2', arn);

    expect(assignment.snapshot()).toHaveLength(1);
    expect((await assignment.lease(echo, patient)).function.arn).toEqual(echo.arn);
  });

  it('that is taken back keeps the sandboxes it still has', async () => {
    const { assignment, placement } = poolInTest();
    const lease = assignment.lease(echo, patient);
    await settled();
    const busy = await placement.createReady();
    void (await lease).invoke(anyInvocation);
    await assignment.retire('echo', 'g2');

    const waiting = assignment.lease(echo, patient);
    await settled();
    busy.finish();

    expect(await waiting).toBe(busy);
    assignment.returnUnused(busy);
    expect(busy.state).toBe('idle');
  });
});

describe('warming up', () => {
  it('boots one sandbox, once', async () => {
    const { assignment, placement } = poolInTest();
    const warmUps = [assignment.warmUp(echo), assignment.warmUp(echo)];
    await settled();
    const sandbox = await placement.createReady();
    await Promise.all(warmUps);

    expect(await assignment.lease(echo, patient)).toBe(sandbox);
    expect(placement.started).toBe(1);
  });

  it('tells a failure and does not throw it', async () => {
    const { assignment, placement, lines } = poolInTest();
    const warmUp = assignment.warmUp(echo);
    await settled();

    await placement.fail(new Error('no such image'));
    await warmUp;

    expect(lines).toEqual(['warn No sandbox could be started ahead for the function "echo": no such image']);
  });
});

describe('stopping Hearth', () => {
  it('turns away who waits, stops idle sandboxes at once, busy ones with grace, and those still being created', async () => {
    const { assignment, placement } = poolInTest({ maxConcurrentStarts: 3 });
    const leases = [assignment.lease(echo, patient), assignment.lease(echo, patient)];
    await settled();
    const [idle, busy] = [await placement.createReady(), await placement.createReady()];
    await Promise.all(leases);
    assignment.returnUnused(idle);
    void busy.invoke(anyInvocation).catch(() => undefined);
    const waiting = assignment.lease(other, patient);
    const turnedAway = waiting.catch(messageOf);
    await settled();

    const disposal = assignment[Symbol.asyncDispose]();
    const late = await placement.create();
    await disposal;

    expect(await turnedAway).toBe('Hearth is stopping.');
    expect([idle, busy, late].map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
    expect([idle.stopGraceMs, busy.stopGraceMs]).toEqual([0, 2000]);
    await expect(assignment.lease(echo, patient)).rejects.toThrow('Hearth is stopping.');
  });
});

describe('an idle sandbox', () => {
  it('is there at once, or not at all', async () => {
    const { assignment, placement } = poolInTest();
    expect(assignment.leaseIdle(echo)).toBeUndefined();
    const first = assignment.lease(echo, patient);
    await settled();
    const sandbox = await placement.createReady();
    void (await first).invoke(anyInvocation);
    expect(assignment.leaseIdle(echo)).toBeUndefined();
    sandbox.finish();

    expect(assignment.leaseIdle(echo)).toBe(sandbox);
    expect(assignment.leaseIdle(echo)).toBeUndefined();
    expect(placement.started).toBe(1);
  });

  it('is lent anew after its pool was empty and forgotten', async () => {
    const { assignment, placement, clock } = poolInTest({ keepAliveMs: 1000 });
    for (let round = 0; round < 2; round += 1) {
      const lease = assignment.lease(echo, patient);
      await settled();
      const sandbox = await placement.createReady();
      expect(await lease).toBe(sandbox);
      assignment.returnUnused(sandbox);
      expect(assignment.leaseIdle(echo)).toBe(sandbox);
      assignment.returnUnused(sandbox);
      clock.advance(1000);
      await settled();
      expect(assignment.snapshot()).toEqual([]);
    }
  });
});
