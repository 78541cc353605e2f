import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../../../../../src/base/index.js';
import { FairLanes, type LaneEntry } from '../../../../../src/invoke-path/event-queue/lanes/index.js';
import { settled } from '../../fake-placement.js';

interface Entry extends LaneEntry {
  readonly id: number;
}

const ofLane = (lane: string, id: number, dueMs = 0): Entry => ({ lane, id, dueMs, order: 0 });

it('a lane runs no more at once than it may, all together neither, and everything runs once in the end', async () => {
  const entries = fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), dueMs: fc.integer({ min: 0, max: 50 }) }));
  await fc.assert(
    fc.asyncProperty(
      entries,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      async (all, most, mostOfLane) => {
        const clock = new ManualClock(0);
        const running: { entry: Entry; end: () => void }[] = [];
        const ran: Entry[] = [];
        const lanes = new FairLanes<Entry>({
          clock,
          concurrency: most,
          concurrencyOf: () => mostOfLane,
          run: (entry) =>
            new Promise((resolve) => {
              expect(entry.dueMs).toBeLessThanOrEqual(clock.monotonicMs());
              running.push({
                entry,
                end: () => {
                  ran.push(entry);
                  resolve(true);
                },
              });
            }),
        });
        for (const [id, { lane, dueMs }] of all.entries()) {
          lanes.add(ofLane(lane, id, dueMs));
        }
        for (let step = 0; step <= 50 + all.length; step += 1) {
          expect(running.length).toBeLessThanOrEqual(most);
          for (const lane of ['a', 'b', 'c']) {
            expect(running.filter(({ entry }) => entry.lane === lane).length).toBeLessThanOrEqual(mostOfLane);
          }
          running.shift()?.end();
          clock.advance(1);
          await settled();
        }
        expect(ran.map(({ id }) => id).sort((a, b) => a - b)).toEqual(all.map((_, id) => id));
        expect(lanes.size).toBe(0);
      },
    ),
    { numRuns: 50 },
  );
});

it('an entry that has not left waits until its new time', async () => {
  const clock = new ManualClock(0);
  const times: number[] = [];
  const lanes = new FairLanes<Entry>({
    clock,
    concurrency: 1,
    concurrencyOf: () => 1,
    run: (entry) => {
      times.push(clock.monotonicMs());
      entry.dueMs = clock.monotonicMs() + 10;
      return Promise.resolve(times.length === 3);
    },
  });

  lanes.add(ofLane('a', 1));
  for (let step = 0; step < 30; step += 1) {
    await settled();
    clock.advance(1);
  }

  expect(times).toEqual([0, 10, 20]);
});
