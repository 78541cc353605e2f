import { expect, it } from '@jest/globals';
import { identifyProcess } from '../../../src/base/index.js';
import { bytesOutsideHeap } from '../../support/bytes-outside-heap.js';

it('telling one process from another takes nothing outside the heap', async () => {
  const bytes = await bytesOutsideHeap(50, () => identifyProcess(process.pid));

  expect(bytes).toBeLessThan(100_000);
});
