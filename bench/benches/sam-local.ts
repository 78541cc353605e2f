import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { peerObstacle } from '../peers/peer-obstacle.js';
import { nameImageForSam } from '../peers/sam-image.js';
import { samRecipe, startSam } from '../peers/sam.js';
import { httpTemplate } from '../parts/bench-function.js';
import { DockerEngine } from '../parts/docker-engine.js';
import { Hearth } from '../parts/hearth.js';
import { HttpClient } from '../parts/http-client.js';
import { needsContainers } from '../parts/needs-containers.js';
import { postTo } from '../parts/post-to.js';
import { echoEvent } from '../parts/echo-event.js';
import { serialCalls } from '../parts/measure-calls.js';

const serialInAll = 200;
const parallel = 10;

/** The ways in which both are run; EAGER boots a sandbox before it says that it is ready, so only its ready time has it. */
const modes = [
  { name: 'default', sam: [], hearth: [] },
  { name: 'warm LAZY', sam: ['--warm-containers', 'LAZY'], hearth: [] },
  { name: 'warm EAGER', sam: ['--warm-containers', 'EAGER'], hearth: ['--warm-containers', 'EAGER'] },
] as const;

interface Round {
  readonly ready: number;
  readonly first: number;
  readonly serial: number;
  readonly parallel: number;
}

/** The same template, the same image, from start to finish. */
export const samLocal: Bench = {
  name: 'sam',
  about: `hearth start-api: ready, first answer, ${serialInAll} serial, ${parallel} × 1 s in parallel; against sam local start-api, same template and image`,
  obstacle: async (run) => (await needsContainers()) ?? (await peerObstacle(samRecipe, run.signal)),
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const rounds = run.quick ? 1 : 3;
  const serial = run.quick ? 10 : Math.ceil(serialInAll / rounds);
  await nameImageForSam(new DockerEngine(), run.scope);
  const functionId = `Bench${run.runId}`;
  const template = httpTemplate([functionId], 'nodejs22.x');
  const path = `/${functionId}`;

  const findings: Finding[] = [];
  for (const mode of modes) {
    const sides = {
      hearth: async () => {
        const flags = ['--sandbox-host', 'docker', ...mode.hearth];
        await using hearth = await Hearth.start(run, { command: 'start-api', template, flags });
        return { ready: hearth.readyMs, ...(await useOnce(hearth.apiUrl, path, serial)) };
      },
      sam: async () => {
        await using sam = await startSam(run, template, functionId, mode.sam);
        return { ready: sam.readyMs, ...(await useOnce(sam.url, path, serial)) };
      },
    };
    // The first start of SAM builds its image.
    if (findings.length === 0) await sides.sam();
    const values = await interleave(rounds, sides, run.signal);
    const finding = (what: string, figure: (round: Round) => number, isJudged = true): Finding => ({
      what: `${mode.name}: ${what}`,
      unit: 'ms',
      hearth: values.hearth.map((round) => figure(round)),
      other: { name: 'sam local', values: values.sam.map((round) => figure(round)) },
      ...(isJudged ? { bar: { kind: 'ratio-at-most', limit: 1 } } : {}),
    });
    findings.push(
      finding('command → ready', ({ ready }) => ready),
      finding('command → first answer', ({ ready, first }) => ready + first),
      finding('ready → first answer', ({ first }) => first, false),
      finding(`${serialInAll} serial`, ({ serial: all }) => all),
      finding(`${parallel} × 1 s in parallel`, ({ parallel: all }) => all),
    );
  }
  return findings;
}

async function useOnce(url: string, path: string, serial: number): Promise<Omit<Round, 'ready'>> {
  using client = new HttpClient(url, parallel);
  const body = echoEvent(1024);
  const first = await timed(() => postTo(client, path, body));
  const mean = (await timed(() => serialCalls(() => postTo(client, path, body), serial, body.length))) / serial;
  const second = (): Promise<Buffer> => postTo(client, `${path}?ms=1000`, body);
  const side = await timed(() => Promise.all(Array.from({ length: parallel }, second)));
  return { first, serial: mean * serialInAll, parallel: side };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
