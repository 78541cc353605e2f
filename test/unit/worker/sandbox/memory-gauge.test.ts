import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../../src/base/index.js';
import { MemoryGauge } from '../../../../src/worker/sandbox/memory-gauge.js';
import { FakeHostedSandbox } from '../../../support/fake-sandbox-host.js';
import { functionVersion } from '../../../support/function-version.js';

describe('the memory gauge of a sandbox', () => {
  function gauge(): { memory: MemoryGauge; hosted: FakeHostedSandbox; clock: ManualClock } {
    const version = functionVersion();
    const hosted = new FakeHostedSandbox(
      {
        sandboxId: 'x',
        function: version,
        image: { reference: 'none' },
        architecture: 'x86_64',
        layers: [],
        environment: {},
        memoryMb: 128,
        ephemeralStorageMb: 512,
        onOutput: () => undefined,
      },
      () => Promise.resolve(),
    );
    const clock = new ManualClock();
    return { memory: new MemoryGauge(hosted, clock), hosted, clock };
  }

  it('shares a reading that is recent enough', async () => {
    const { memory, hosted, clock } = gauge();
    await memory.highestMb(100);
    hosted.memoryUsedMb = 60;

    clock.advance(99);
    const shared = await memory.highestMb(100);
    const fresh = await memory.highestMb(0);

    expect([shared, fresh]).toEqual([42, 60]);
  });

  it('never falls, and keeps what it knew when the place is gone', async () => {
    const { memory, hosted } = gauge();
    await memory.highestMb(0);
    hosted.memoryUsedMb = 10;
    const afterRestart = await memory.highestMb(0);
    hosted.maxMemoryUsedMb = () => Promise.reject(new Error('removed'));

    expect([afterRestart, await memory.highestMb(0)]).toEqual([42, 42]);
  });

  it('knows nothing where the host cannot measure', async () => {
    const { memory, hosted } = gauge();
    hosted.memoryUsedMb = undefined;

    expect(await memory.highestMb(0)).toBeUndefined();
  });
});
