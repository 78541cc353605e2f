import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { gatewaysOf } from '../../../src/worker/sandbox-host/docker/route/sandbox-network.js';
import { EventReports } from '../../support/product/event-reports.js';
import { KilledHearth } from '../../support/product/killed-hearth.js';
import { killAtRandomMoments, tellRepeats } from '../../support/product/random-kills.js';
import { StartedHearth } from '../../support/product/started-hearth.js';
import { SteadyLoad } from '../../support/product/steady-load.js';

/** `HEARTH_TEST_KILLS=50` for a thorough run, which takes some minutes. */
const rounds = Number(process.env['HEARTH_TEST_KILLS'] ?? 8);

describe(`a Hearth with functions in containers, killed ${rounds} times at random moments beside another one`, () => {
  const docker = new Docker();
  let reports: EventReports;
  let killed: KilledHearth;
  let neighbour: StartedHearth;

  beforeAll(async () => {
    const [gateway = ''] = gatewaysOf(await docker.getNetwork('bridge').inspect());
    const code = { runtime: 'nodejs22.x', handler: 'index.handler', code: 'echo' };
    // Its container brings up the address of the bridge, on which the reports are listened for.
    neighbour = await StartedHearth.start({ echo: code }, '--sandbox-host', 'docker');
    await neighbour.call('echo', {});
    reports = await EventReports.listen(gateway);
    killed = await KilledHearth.make(reports, '--sandbox-host', 'docker');
  });
  afterAll(async () => {
    await killed[Symbol.asyncDispose]();
    await reports[Symbol.asyncDispose]();
    await neighbour[Symbol.asyncDispose]();
  });

  it('runs every accepted event and leaves nothing in Docker, and the other one never notices', async () => {
    const load = new SteadyLoad(neighbour.client, ['echo'], { still: 'there' });
    const before = await containersOf(neighbour.pid);

    await killAtRandomMoments(killed, rounds);
    const survivor = await killed.runToTheEnd();
    await survivor.stop();

    const outcomes = await load.stop();
    expect(outcomes.filter(({ result }) => result !== 'served')).toEqual([]);
    expect(await containersOf(neighbour.pid)).toEqual(expect.arrayContaining([...before]));
    expect(killed.accepted.size).toBeGreaterThan(rounds);
    expect(killed.wrongAnswers).toEqual([]);
    for (const [id, runs] of reports.repeated) expect([id, new Set(runs).size]).toEqual([id, runs.length]);
    tellRepeats(killed, reports);
    for (const pid of killed.pids) expect([...(await containersOf(pid)), ...(await volumesOf(pid))]).toEqual([]);
  }, 600_000);

  async function containersOf(pid: number): Promise<readonly string[]> {
    const containers = await docker.listContainers({ all: true, filters: ownedBy(pid) });
    return containers.map(({ Id }) => Id);
  }

  async function volumesOf(pid: number): Promise<readonly string[]> {
    const { Volumes } = await docker.listVolumes({ filters: ownedBy(pid) });
    return Volumes.map(({ Name }) => Name);
  }
});

function ownedBy(pid: number): { readonly label: string[] } {
  return { label: [`dev.lambda-hearth.owner.pid=${pid}`] };
}
