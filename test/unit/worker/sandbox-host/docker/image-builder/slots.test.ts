import { describe, expect, it } from '@jest/globals';
import { deferred } from '../../../../../../src/base/index.js';
import { Slots } from '../../../../../../src/worker/sandbox-host/docker/image-builder/slots.js';

describe('Slots', () => {
  it('starts no more actions than there are slots, and the next when one ends', async () => {
    const slots = new Slots(2);
    const ends = [deferred<undefined>(), deferred<undefined>(), deferred<undefined>()];
    const started: number[] = [];

    const runs = ends.map((end, index) =>
      slots.use(() => {
        started.push(index);
        return end.promise;
      }),
    );
    expect(started).toEqual([0, 1]);
    ends[0]?.resolve(undefined);
    await runs[0];
    ends[1]?.resolve(undefined);
    ends[2]?.resolve(undefined);
    await Promise.all(runs);

    expect(started).toEqual([0, 1, 2]);
  });

  it('an action that fails gives its slot back', async () => {
    const slots = new Slots(1);

    await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    await expect(slots.use(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
