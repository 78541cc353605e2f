import { randomInt } from 'node:crypto';
import type { EventReports } from './event-reports.js';
import type { KilledHearth } from './killed-hearth.js';

/** Every fifth time it is killed while it starts, else while it works. */
export async function killAtRandomMoments(killed: KilledHearth, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    if (round % 5 === 4) await killed.startAndKill(randomInt(500));
    else await killed.workAndKill(randomInt(30));
  }
}

/** Says how many events ran more than once; an accepted event is run again when its Hearth was killed before its end was written down. */
export function tellRepeats({ kills, accepted }: KilledHearth, { repeated }: EventReports): void {
  const most = Math.max(1, ...repeated.map(([, runs]) => runs.length));
  process.stdout.write(
    `${accepted.size} events accepted and run over ${kills} kills; ${repeated.length} ran more than once (at most ${most} times), ` +
      'each time in another life of Hearth: it was killed before it had written down that they ended.\n',
  );
}
