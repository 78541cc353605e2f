import { expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../../src/base/index.js';
import { createAssignment } from '../../../../src/invoke-path/assignment/index.js';
import { FakePlacement, settled } from '../fake-placement.js';
import { functionVersionOf } from '../function-version-of.js';

const hoursMs = 3_600_000;

it.each([
  ['forward', 30 * hoursMs],
  ['back', -30 * hoursMs],
])('the keep-alive time stays what it is when the wall clock is set %s', async (_, byMs) => {
  const clock = new ManualClock();
  const placement = new FakePlacement();
  const settings = { keepAliveMs: 1000, maxConcurrentStarts: 2, shutdownGraceMs: 0 };
  const assignment = createAssignment({ settings, placement, clock, logger: silentLogger });
  const lease = assignment.lease(functionVersionOf('echo'), new AbortController().signal);
  await settled();
  const sandbox = await placement.createReady();
  assignment.returnUnused(await lease);

  clock.advance(500);
  clock.jump(byMs);
  clock.advance(499);
  expect(sandbox.stopReason).toBeUndefined();
  clock.advance(1);

  expect(sandbox.stopReason).toBe('the keep-alive time is over');
});
