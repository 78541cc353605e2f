import type { SoakResult } from './soak.js';

/** Bounds that a run must keep, on both hosts; the README tells what was measured. */
export const soakBounds = {
  /** Over the second half of the run; only judged where that is long enough to tell a slope from a collection of garbage. */
  slopeMbPerMinute: 5,
  slopeFromMinutes: 5,
  /** Idle again, against idle before: 31 MB are V8's young generation, which it keeps at the size that a load made it. */
  growthMb: 75,
  /** Connections to the engine, and those that a client of it keeps. */
  moreSockets: 4,
  moreFiles: 4,
} as const;

/** What is wrong with a run; empty when nothing is. */
export function judgeSoak(result: SoakResult, minutes: number): readonly string[] {
  const { tally, events, slopeMbPerMinute, before, after, exitStatus, leftovers } = result;
  const failures: (string | undefined)[] = [
    ...tally.unexpected.map((each) => `unexpected: ${each}`),
    events.lost.length === 0 ? undefined : `lost events: ${events.lost.join(', ')}`,
    ...leftovers.map((each) => `left behind: ${each}`),
    exitStatus === 0 ? undefined : `it ended with ${String(exitStatus)}`,
    result.embeddedKeeps === undefined
      ? undefined
      : `a process with a stopped Hearth lives on: ${result.embeddedKeeps}`,
    above('memory growth in MB', after.residentMb - before.residentMb, soakBounds.growthMb),
    moreSockets(result),
    above('more open files', after.files - before.files, soakBounds.moreFiles),
    minutes < soakBounds.slopeFromMinutes
      ? undefined
      : above('memory slope in MB a minute', slopeMbPerMinute, soakBounds.slopeMbPerMinute),
  ];
  return failures.filter((failure) => failure !== undefined);
}

function moreSockets({ before, after, sockets }: SoakResult): string | undefined {
  const failure = above('more sockets', after.sockets - before.sockets, soakBounds.moreSockets);
  return failure === undefined ? undefined : [failure, ...sockets].join('\n    ');
}

function above(what: string, value: number, bound: number): string | undefined {
  return value > bound ? `${what}: ${value.toFixed(1)}, more than ${bound}` : undefined;
}
