import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { DockerEngine } from '../parts/docker-engine.js';
import type { Hearth } from '../parts/hearth.js';
import type { Random } from './random.js';

export interface Disturbance {
  readonly kills: number;
  readonly redeploys: number;
}

export interface DisturbanceNeeds {
  readonly hearth: Hearth;
  readonly engine: DockerEngine;
  readonly host: 'docker' | 'process';
  readonly random: Random;
  /** Writes the template of the next release. */
  readonly redeploy: (release: number) => Promise<void>;
}

/** Kills sandboxes, whatever they are doing, and deploys anew, at random moments until `signal` is aborted. */
export async function disturbUntil(signal: AbortSignal, needs: DisturbanceNeeds): Promise<Disturbance> {
  let kills = 0;
  let redeploys = 0;
  for (;;) {
    const ended = await wait(needs.random.between(200, 2500), false, { signal }).catch(() => true);
    if (ended) return { kills, redeploys };
    if (needs.random.next() < 0.25) {
      redeploys += 1;
      await needs.redeploy(redeploys);
    } else if (await killOne(needs)) kills += 1;
  }
}

async function killOne({ hearth, engine, host, random }: DisturbanceNeeds): Promise<boolean> {
  if (host === 'docker') {
    const containers = (await engine.withLabel(hearth.label)).filter(({ State }) => State === 'running');
    const victim = random.oneOf(containers);
    if (victim !== undefined) await engine.kill(victim.Id);
    return victim !== undefined;
  }
  const victim = random.oneOf(await childrenOf(hearth.pid));
  if (victim === undefined) return false;
  try {
    process.kill(victim, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.trim().split(' ').filter(Boolean).map(Number);
}
