import { expect, it } from '@jest/globals';
import { peakMemoryMb } from '../../../../../../src/worker/sandbox-host/process/process/memory-use.js';
import { bytesOutsideHeap } from '../../../../../support/bytes-outside-heap.js';

it("reading the memory of a sandbox's processes, as after each invocation, takes nothing outside the heap", async () => {
  const bytes = await bytesOutsideHeap(100, () => peakMemoryMb(process.pid));

  expect(bytes).toBeLessThan(100_000);
});
