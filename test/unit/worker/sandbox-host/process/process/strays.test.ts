import { expect, it } from '@jest/globals';
import { killStrays } from '../../../../../../src/worker/sandbox-host/process/process/strays.js';
import { bytesOutsideHeap } from '../../../../../support/bytes-outside-heap.js';

it('looking for what has left the group of a sandbox takes one room for all processes of the machine', async () => {
  const bytes = await bytesOutsideHeap(20, () => killStrays('/no/runtime/has/this/folder'));

  expect(bytes).toBeLessThan(1_000_000);
});
