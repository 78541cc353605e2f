import { expect, it } from '@jest/globals';
import { Countdown, ManualClock } from '../../../src/base/index.js';

it('a countdown begins when it is first asked, follows no wall clock, and ends at 0', () => {
  const clock = new ManualClock();
  const countdown = new Countdown(clock, 2000);
  clock.advance(5000);

  const seen = [countdown.leftMs()];
  clock.advance(1500);
  clock.jump(-100_000);
  seen.push(countdown.leftMs());
  clock.advance(1500);
  seen.push(countdown.leftMs());

  expect(seen).toEqual([2000, 500, 0]);
});
