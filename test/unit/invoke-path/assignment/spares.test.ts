import { expect, it } from '@jest/globals';
import { settled } from '../fake-placement.js';
import { functionVersionOf } from '../function-version-of.js';
import { anyInvocation, patient, poolInTest } from './pool-in-test.js';

const echo = functionVersionOf('echo');
const other = functionVersionOf('other');

it('boots a spare behind the first call, and lends it at once to a second caller', async () => {
  const { assignment, placement } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();
  await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();
  const spare = await placement.createReady();

  expect(await assignment.lease(echo, patient)).toBe(spare);
  expect(placement.started).toBeGreaterThanOrEqual(2);
});

it('boots another as soon as a spare is in use, and no more than that', async () => {
  const { assignment, placement } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();
  const used = await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();
  await placement.createReady();

  void (await assignment.lease(echo, patient)).invoke(anyInvocation);
  await settled();
  await placement.createReady();
  used.finish();
  await settled();

  expect(placement.creations).toEqual([]);
  expect(assignment.snapshot().map(({ state }) => state)).toEqual(['idle', 'busy', 'idle']);
});

it('counts a sandbox that is free again as the spare', async () => {
  const { assignment, placement } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();
  const sandbox = await placement.createReady();
  void (await first).invoke(anyInvocation);
  sandbox.finish();
  await settled();

  await placement.createReady();

  expect(placement.creations).toEqual([]);
});

it('begins no spare while somebody waits for a start, whichever function it is', async () => {
  const { assignment, placement } = poolInTest({ spares: 2, maxConcurrentStarts: 2 });
  const first = assignment.lease(echo, patient);
  await settled();
  const waits = [1, 2, 3].map(() => assignment.lease(other, patient));
  await settled();
  await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();

  const names = (): string[] => placement.creations.map(({ version }) => version.name);

  expect(names()).toEqual(['other', 'other']);
  await placement.createReady();
  expect(names()).toEqual(['other', 'other']);
  await placement.createReady();
  await placement.createReady();
  await Promise.all(waits);
  expect(names()).toEqual(['echo']);
});

it('gives a caller the spare that is being booted', async () => {
  const { assignment, placement } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();
  await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();
  const second = assignment.lease(echo, patient);
  await settled();

  const spare = await placement.createReady();

  expect(await second).toBe(spare);
});

it('keeps the spare of a function in use past its own keep-alive time, and ends it with the function', async () => {
  const { assignment, placement, clock } = poolInTest({ spares: 1, keepAliveMs: 1000 });
  const first = assignment.lease(echo, patient);
  await settled();
  const sandbox = await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();
  const spare = await placement.createReady();

  for (let second = 0; second < 5; second += 1) {
    clock.advance(900);
    sandbox.finish();
    void (await assignment.lease(echo, patient)).invoke(anyInvocation);
    await settled();
  }
  expect(spare.state).not.toBe('stopped');
  expect(placement.started).toBe(2);
  sandbox.finish();
  clock.advance(3000);
  await settled();

  expect(assignment.snapshot()).toEqual([]);
  expect(placement.creations).toEqual([]);
});

it('tells that a spare could not be booted, and tries again a little later without turning callers away', async () => {
  const { assignment, placement, clock, lines } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();
  await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();

  await placement.fail(new Error('no room'));
  expect(placement.creations).toEqual([]);
  clock.advance(1000);
  await settled();

  expect(placement.creations).toHaveLength(1);
  expect(lines).toEqual(['warn A spare sandbox of the function "echo" could not be started: no room']);
});

it('boots none for a function that cannot be started', async () => {
  const { assignment, placement } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();

  await placement.fail(new Error('no image'));

  await expect(first).rejects.toThrow('no image');
  await settled();
  expect(placement.creations).toEqual([]);
  expect(assignment.starts()).toEqual({ inFlight: 0, waiting: 0, limit: 2 });
});

it('leaves none behind when a newer generation takes over', async () => {
  const { assignment, placement } = poolInTest({ spares: 1 });
  const first = assignment.lease(echo, patient);
  await settled();
  const sandbox = await placement.createReady();
  void (await first).invoke(anyInvocation);
  await settled();
  await placement.createReady();

  await assignment.retire('echo', 'g2');
  sandbox.finish();
  await settled();

  expect(assignment.snapshot()).toEqual([]);
  expect(placement.creations).toEqual([]);
});
