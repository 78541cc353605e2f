import { describe, expect, it } from '@jest/globals';
import { Alarm, type Clock, ManualClock } from '../../../src/base/index.js';

function setUp(): { clock: ManualClock; alarm: Alarm; rungAt: number[]; timers: () => number } {
  const clock = new ManualClock(0);
  let timers = 0;
  const counted: Clock = {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    schedule: (delayMs, callback) => {
      timers += 1;
      return clock.schedule(delayMs, callback);
    },
  };
  const rungAt: number[] = [];
  const alarm = new Alarm(counted, () => rungAt.push(clock.monotonicMs()));
  return { clock, alarm, rungAt, timers: () => timers };
}

describe('an alarm', () => {
  it('rings once, so long after it was last set', () => {
    const { clock, alarm, rungAt } = setUp();

    alarm.set(100);
    clock.advance(60);
    alarm.set(100);
    clock.advance(1000);

    expect(rungAt).toEqual([160]);
  });

  it('rings earlier when it is set to', () => {
    const { clock, alarm, rungAt } = setUp();

    alarm.set(100);
    alarm.set(20);
    clock.advance(1000);

    expect(rungAt).toEqual([20]);
  });

  it('does not ring once it is stopped or disposed, and can be set again', () => {
    const { clock, alarm, rungAt } = setUp();

    alarm.set(10);
    alarm.stop();
    clock.advance(10);
    alarm.set(10);
    alarm[Symbol.dispose]();
    clock.advance(10);
    alarm.set(10);
    clock.advance(10);

    expect(rungAt).toEqual([30]);
  });

  it('can be set while it rings', () => {
    const clock = new ManualClock(0);
    const rungAt: number[] = [];
    const alarm = new Alarm(clock, () => {
      rungAt.push(clock.monotonicMs());
      if (rungAt.length < 3) alarm.set(10);
    });

    alarm.set(10);
    clock.advance(100);

    expect(rungAt).toEqual([10, 20, 30]);
  });

  it('needs one timer for all that is set and stopped within its delay', () => {
    const { clock, alarm, rungAt, timers } = setUp();

    for (let n = 0; n < 50; n += 1) {
      alarm.set(100);
      clock.advance(1);
      alarm.stop();
    }
    clock.advance(1000);

    expect({ rung: rungAt.length, timers: timers() }).toEqual({ rung: 0, timers: 1 });
  });
});
