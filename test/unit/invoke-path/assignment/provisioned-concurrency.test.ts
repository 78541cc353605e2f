import { expect, it } from '@jest/globals';
import { settled } from '../fake-placement.js';
import { functionVersionOf } from '../function-version-of.js';
import { anyInvocation, patient, poolInTest } from './pool-in-test.js';

const echo = functionVersionOf('echo', { version: '1' });
const pauseAfterIdleMs = 5000;

it('is in progress until all sandboxes are booted, then ready', async () => {
  const { assignment, placement } = poolInTest();
  assignment.provision(echo, 2);
  await settled();
  const counts = { requested: 2, allocated: 1, available: 1 };

  await placement.createReady();
  expect(assignment.provisioned(echo)).toEqual({ ...counts, status: 'IN_PROGRESS' });
  await placement.createReady();

  expect(assignment.provisioned(echo)).toEqual({ requested: 2, allocated: 2, available: 2, status: 'READY' });
});

it('boots its sandboxes as provisioned ones, which are lent before those on demand', async () => {
  const { assignment, placement } = poolInTest();
  const onDemand = assignment.lease(echo, patient);
  await settled();
  await placement.createReady();
  assignment.provision(echo, 1);
  await settled();
  const provisioned = await placement.createReady();
  assignment.returnUnused(await onDemand);

  expect(await assignment.lease(echo, patient)).toBe(provisioned);
  expect(provisioned.initializationType).toBe('provisioned-concurrency');
  expect(await assignment.lease(echo, patient)).toBe(await onDemand);
});

it('outlives the keep-alive time', async () => {
  const { assignment, placement, clock } = poolInTest({ keepAliveMs: 1000 });
  assignment.provision(echo, 1);
  await settled();
  const sandbox = await placement.createReady();

  clock.advance(600_000);
  await settled();

  expect(sandbox.state).toBe('idle');
});

it('pauses a sandbox that stays idle, not one that is used again and again', async () => {
  const { assignment, placement, clock } = poolInTest();
  assignment.provision(echo, 1);
  await settled();
  const sandbox = await placement.createReady();

  for (let call = 0; call < 5; call += 1) {
    clock.advance(pauseAfterIdleMs - 1);
    void (await assignment.lease(echo, patient)).invoke(anyInvocation);
    clock.advance(pauseAfterIdleMs);
    sandbox.finish();
  }
  expect(sandbox.paused).toBe(false);
  clock.advance(pauseAfterIdleMs);

  expect(sandbox.paused).toBe(true);
  expect(assignment.snapshot()).toMatchObject([{ paused: true, initializationType: 'provisioned-concurrency' }]);
  expect(await assignment.lease(echo, patient)).toBe(sandbox);
});

it('replaces a sandbox that is lost', async () => {
  const { assignment, placement } = poolInTest();
  assignment.provision(echo, 1);
  await settled();
  (await placement.createReady()).crash();
  await settled();
  expect(assignment.provisioned(echo)).toMatchObject({ allocated: 0, status: 'IN_PROGRESS' });

  await placement.createReady();

  expect(assignment.provisioned(echo)).toMatchObject({ allocated: 1, status: 'READY' });
});

it('fails when INIT fails, keeps no such sandbox, and recovers when a later one succeeds', async () => {
  const { assignment, placement, clock, lines } = poolInTest();
  assignment.provision(echo, 1);
  await settled();
  const broken = await placement.create();
  broken.initError = 'Runtime.ExitError';
  broken.ready();
  await settled();

  expect(broken.state).toBe('stopped');
  expect(assignment.provisioned(echo)).toEqual({
    requested: 1,
    allocated: 0,
    available: 0,
    status: 'FAILED',
    statusReason: 'FUNCTION_ERROR_INIT_FAILURE',
  });
  expect(lines).toHaveLength(1);
  clock.advance(1000);
  await settled();
  await placement.createReady();
  expect(assignment.provisioned(echo)).toMatchObject({ status: 'READY' });
});

it('fails with the reason of a start that failed', async () => {
  const { assignment, placement } = poolInTest();
  assignment.provision(echo, 1);
  await settled();

  await placement.fail(new Error('no room'));

  expect(assignment.provisioned(echo)).toMatchObject({ status: 'FAILED', statusReason: 'no room' });
});

it('fails at once for a version that cannot run', async () => {
  const { assignment, placement } = poolInTest();
  const problem = { errorType: 'Hearth.Problem', message: 'no code' };

  assignment.provision(functionVersionOf('echo', { version: '1', problem }), 1);
  await settled();

  expect(assignment.provisioned(echo)).toMatchObject({ status: 'FAILED', statusReason: 'no code' });
  expect(placement.started).toBe(0);
});

it('stops what is too much when less is asked for: idle ones now, a busy one when it is done', async () => {
  const { assignment, placement } = poolInTest();
  assignment.provision(echo, 2);
  await settled();
  const [first, second] = [await placement.createReady(), await placement.createReady()];
  void (await assignment.lease(echo, patient)).invoke(anyInvocation);

  assignment.provision(echo, 1);
  expect(first.state).toBe('stopped');
  assignment.provision(echo, 0);
  expect(second.state).toBe('busy');
  second.finish();
  await settled();

  expect(second.state).toBe('stopped');
  expect(assignment.provisioned(echo)).toBeUndefined();
  expect(assignment.snapshot()).toEqual([]);
});

it('serves callers beyond it on demand, and never keeps a caller waiting for its own boots', async () => {
  const { assignment, placement } = poolInTest({ maxConcurrentStarts: 2 });
  assignment.provision(echo, 1);
  await settled();
  const waits = [assignment.lease(echo, patient), assignment.lease(echo, patient)];
  await settled();

  const booted = [await placement.createReady(), await placement.createReady()];

  expect(new Set(await Promise.all(waits))).toEqual(new Set(booted));
  expect(booted.map(({ initializationType }) => initializationType)).toEqual(['provisioned-concurrency', 'on-demand']);
});

it('ends with its function, and with its version', async () => {
  const { assignment, placement } = poolInTest();
  const two = functionVersionOf('echo', { version: '2' });
  assignment.provision(echo, 1);
  assignment.provision(two, 1);
  await settled();
  await placement.createReady();
  const ofTwo = await placement.createReady();
  await assignment.retire('echo', 'g2');
  expect(ofTwo.state).toBe('idle');

  await assignment.retireVersion(two);
  expect(ofTwo.state).toBe('stopped');
  await assignment.retire('echo');

  expect(assignment.snapshot()).toEqual([]);
  expect(assignment.provisioned(echo)).toBeUndefined();
});

it('is no reason to keep Hearth from stopping', async () => {
  const { assignment, placement } = poolInTest();
  assignment.provision(echo, 3);
  await settled();
  await placement.createReady();
  while (placement.creations.length > 0) await placement.createReady();

  await assignment[Symbol.asyncDispose]();

  expect(placement.sandboxes.map(({ state }) => state)).toEqual(placement.sandboxes.map(() => 'stopped'));
  expect(placement.creations).toEqual([]);
});
