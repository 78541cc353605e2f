/**
 * By how much what stands outside V8's heap grew while something was done `times` times: buffers, mostly, which are given back when the garbage
 * collector comes to it. Too little where it came in between, never too much.
 */
export async function bytesOutsideHeap(times: number, act: () => unknown): Promise<number> {
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < times; count += 1) await act();
  return process.memoryUsage().arrayBuffers - before;
}
