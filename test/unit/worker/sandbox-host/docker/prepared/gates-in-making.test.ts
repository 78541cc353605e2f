import { describe, expect, it } from '@jest/globals';
import type { Gate } from '../../../../../../src/worker/sandbox-host/docker/prepared/gate.js';
import { GatesInMaking } from '../../../../../../src/worker/sandbox-host/docker/prepared/gates-in-making.js';

const gate = { memoryMb: 128 } as Gate;

describe('a gate that is being made', () => {
  it('goes to the start that has claimed it, and counts as nobody’s until then', async () => {
    const gates = new GatesInMaking();
    const first = gates.begin();
    gates.begin();
    const before = gates.unclaimed;

    const claim = gates.claim();
    const isClaimed = first.made(gate);

    expect([before, gates.unclaimed, isClaimed]).toEqual([2, 1, true]);
    expect(await claim).toBe(gate);
  });

  it('is claimed once; there is nothing to claim when every one is', () => {
    const gates = new GatesInMaking();
    gates.begin();
    const claims = [gates.claim(), gates.claim()];

    expect(claims.map((claim) => claim !== undefined)).toEqual([true, false]);
  });

  it('is kept ready when nobody has claimed it', () => {
    const gates = new GatesInMaking();

    expect([gates.begin().made(gate), gates.unclaimed]).toEqual([false, 0]);
  });

  it('whose making fails leaves its start to go another way', async () => {
    const gates = new GatesInMaking();
    const making = gates.begin();
    const claim = gates.claim();

    making.made(undefined);

    expect(await claim).toBeUndefined();
  });
});
