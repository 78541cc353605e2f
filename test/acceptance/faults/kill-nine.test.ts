import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { EventReports } from '../../support/product/event-reports.js';
import { KilledHearth } from '../../support/product/killed-hearth.js';
import { killAtRandomMoments, tellRepeats } from '../../support/product/random-kills.js';

const rounds = 42;

describe(`a Hearth with functions as child processes, killed ${rounds} times at random moments`, () => {
  let reports: EventReports;
  let killed: KilledHearth;
  let control: KilledHearth;

  beforeAll(async () => {
    reports = await EventReports.listen('127.0.0.1');
    killed = await KilledHearth.make(reports, '--sandbox-host', 'process');
    control = await KilledHearth.make(reports, '--sandbox-host', 'process');
  });
  afterAll(async () => {
    await killed[Symbol.asyncDispose]();
    await control[Symbol.asyncDispose]();
    await reports[Symbol.asyncDispose]();
  });

  it('runs every accepted event, twice only what it was killed under, and leaves no process and no file', async () => {
    await killAtRandomMoments(killed, rounds);
    const survivor = await killed.runToTheEnd();
    await survivor.stop();

    expect(killed.accepted.size).toBeGreaterThan(rounds);
    expect(killed.wrongAnswers).toEqual([]);
    for (const [id, runs] of reports.repeated) expect([id, new Set(runs).size]).toEqual([id, runs.length]);
    tellRepeats(killed, reports);
    expect(await processesWith(killed.mark)).toEqual([]);
    expect(await killed.sandboxFolders()).toEqual([]);
    await (await control.runToTheEnd()).stop();
    expect(await killed.dataFiles()).toEqual(await control.dataFiles());
  }, 180_000);
});

async function processesWith(mark: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.includes(mark) ? [await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => pid)] : [];
    }),
  );
  return found.flat();
}
