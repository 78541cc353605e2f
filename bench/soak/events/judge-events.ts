import type { KilledEvents } from './kill-events.js';

/** What happened, for people. */
export function eventsReport({ accepted, kills, ranAgain, toldAgain }: KilledEvents): readonly string[] {
  return [
    `${accepted} events accepted over ${kills} kills with SIGKILL, each of them through a destination, two thirds through retries`,
    `${ranAgain} ran once more than they should: killed after the run, before it was written down`,
    `${toldAgain} records arrived more than once: killed after the delivery, before it was written down`,
  ];
}

/** Nothing when all is well; repeats are counted and no failure, for events run at least once. */
export function judgeEvents(
  { accepted, lost, wrong, left, leftovers }: KilledEvents,
  events: number,
): readonly string[] {
  return [
    ...(accepted < events ? [`only ${accepted} of ${events} events were accepted`] : []),
    ...(lost.length > 0 ? [`${lost.length} events lost: ${lost.slice(0, 10).join(', ')}`] : []),
    ...(wrong.length > 0 ? [`${wrong.length} wrong records: ${wrong.slice(0, 10).join('; ')}`] : []),
    ...(left > 0 ? [`${left} events are left over`] : []),
    ...(leftovers.length > 0 ? [`left in Docker: ${leftovers.join(', ')}`] : []),
  ];
}
