import { PlatformError } from '../../src/base/index.js';

/** One call that is measured; it answers how many bytes came. */
export type Call = () => Promise<{ readonly length: number }>;

/** By then V8 has compiled what either side needs. */
export const callsUntilCompiled = 10_000;

/** Milliseconds of each of `count` calls, one after the other; all must answer `expectedBytes`. */
export async function serialCalls(call: Call, count: number, expectedBytes: number): Promise<readonly number[]> {
  const durations: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    const { length } = await call();
    durations.push(performance.now() - startedAt);
    if (length !== expectedBytes) throw new PlatformError(`An answer has ${length} bytes instead of ${expectedBytes}.`);
  }
  return durations;
}

/** Calls a second that `callers` get answered, each calling again as soon as it has its answer. */
export async function callsPerSecond(call: Call, callers: number, durationMs: number): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  let answered = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      await call();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (answered * 1000) / (performance.now() - startedAt);
}
