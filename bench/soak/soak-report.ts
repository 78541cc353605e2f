import type { Sample } from './samples.js';
import type { SoakResult } from './soak.js';

/** The figures of a run, for people. */
export function soakReport(result: SoakResult): readonly string[] {
  const { tally, disturbance, events, slopeMbPerMinute, before, last, after } = result;
  return [
    `${tally.total} calls, ${disturbance.kills} kills, ${disturbance.redeploys} redeploys`,
    ...tally.lines().map((line) => `  ${line}`),
    `events: ${events.accepted} accepted, ${events.marked} ran, ${events.markedAgain} of them more than once, ${events.startedOnly} started and were killed before they could tell, ${events.lost.length} lost`,
    `memory slope: ${slopeMbPerMinute.toFixed(2)} MB a minute`,
    `idle before: ${shown(before)}; at the end of the load: ${shown(last)}; idle after: ${shown(after)}`,
    `left behind: ${result.leftovers.length === 0 ? 'nothing' : result.leftovers.join(', ')}; exit status ${String(result.exitStatus)}`,
  ];
}

function shown({ residentMb, sockets, files }: Sample): string {
  return `${residentMb.toFixed(0)} MB, ${sockets} sockets, ${files} files`;
}
