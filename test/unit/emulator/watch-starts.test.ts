import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import { type SandboxStart, watchStarts } from '../../../src/emulator/watch-starts.js';
import { FakePlacement } from '../invoke-path/fake-placement.js';
import { functionVersionOf } from '../invoke-path/function-version-of.js';

const signal = new AbortController().signal;

function watched() {
  const placement = new FakePlacement();
  const clock = new ManualClock();
  const told: SandboxStart[] = [];
  const start = () =>
    watchStarts(placement, clock, (step) => told.push(step)).startSandbox(functionVersionOf(), signal);
  return { placement, clock, told, start };
}

describe('a watched start', () => {
  it('is told when it begins and once when its sandbox can be lent, with name, path and duration', async () => {
    const { placement, clock, told, start } = watched();

    const started = start();
    expect(told).toEqual([{ phase: 'starting', functionName: 'echo' }]);
    const sandbox = await placement.create();
    clock.advance(250);
    sandbox.ready();
    sandbox.ready();

    expect(await started).toBe(sandbox);
    expect(told.slice(1)).toEqual([
      { phase: 'ready', functionName: 'echo', sandboxName: sandbox.name, startPath: 'fake', durationMs: 250 },
    ]);
  });

  it('that cannot be made is told and rejects as before', async () => {
    const { placement, told, start } = watched();

    const started = start();
    const error = new Error('no image');
    const [rejection] = await Promise.allSettled([started, placement.fail(error)]);

    expect(rejection).toEqual({ status: 'rejected', reason: error });
    expect(told[1]).toEqual({ phase: 'failed', functionName: 'echo', reason: error, durationMs: 0 });
  });

  it('whose sandbox stops before it was ready is told as failed, once', async () => {
    const { placement, told, start } = watched();

    const started = start();
    const sandbox = await placement.create();
    await started;
    await sandbox.stop('Hearth is stopping', 0);
    await sandbox.stop('Hearth is stopping', 0);

    expect(told.slice(1)).toEqual([
      { phase: 'failed', functionName: 'echo', reason: 'Hearth is stopping', durationMs: 0 },
    ]);
  });
});
