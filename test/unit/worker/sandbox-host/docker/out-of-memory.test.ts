import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Docker from 'dockerode';
import { ManualClock } from '../../../../../src/base/index.js';
import { KernelKills } from '../../../../../src/worker/sandbox-host/docker/containers/kernel-kills.js';
import { type RunEnd, RuntimeRun } from '../../../../../src/worker/sandbox-host/docker/containers/runtime-run.js';

/** A run whose engine and kernel say what a test has them say; its process has been killed. */
class KilledRun {
  readonly clock = new ManualClock();
  readonly run: RuntimeRun;
  end: RunEnd | undefined;
  isOutOfMemoryByInspection = false;
  kills: number | undefined;
  readonly #output = new PassThrough();

  constructor() {
    const inspect = (): Promise<object> => Promise.resolve({ State: { OOMKilled: this.isOutOfMemoryByInspection } });
    this.run = new RuntimeRun({
      container: { inspect } as unknown as Docker.Container,
      launch: { attach: () => Promise.resolve(this.#output), run: () => Promise.resolve() },
      onOutput: () => undefined,
      clock: this.clock,
      underInit: true,
      memory: { killsSinceUnharmed: () => this.kills },
    });
    void this.run.ended.then((end) => (this.end = end));
  }

  async start(): Promise<void> {
    await this.run.start();
  }

  tell(action: string, attributes: Record<string, string> = {}): void {
    this.run.observe({ action, attributes });
  }

  /** Docker tells the end; settles when the run has come as far as it does without time going by. */
  async die(exitCode = 137): Promise<void> {
    this.#output.end();
    this.tell('die', { exitCode: String(exitCode) });
    await this.rest();
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.rest();
  }

  async rest(): Promise<void> {
    for (let turns = 0; turns < 10; turns += 1) await turn();
  }
}

let killed: KilledRun;
beforeEach(async () => {
  killed = new KilledRun();
  await killed.start();
});

describe('an end for want of memory on Docker', () => {
  const outOfMemory = { exit: { exitCode: 137, signal: 'SIGKILL', outOfMemory: true } };

  it('is told at once when its event comes before the end', async () => {
    killed.tell('oom');

    await killed.die();

    expect(killed.end).toEqual(outOfMemory);
  });

  it('is told at once when the container says so at its end', async () => {
    killed.isOutOfMemoryByInspection = true;

    await killed.die();

    expect(killed.end).toEqual(outOfMemory);
  });

  it.each([
    ['where the kernel has killed somebody', 1],
    ['where the engine’s kernel is another', undefined],
  ])('is told when its event comes after the end, %s', async (_where, kills) => {
    killed.kills = kills;

    await killed.die();
    const early = killed.end;
    await killed.pass(600);
    killed.tell('oom');
    await killed.rest();

    expect(early).toBeUndefined();
    expect(killed.end).toEqual(outOfMemory);
  });

  it('is told when only the container says so, and late', async () => {
    await killed.die();
    killed.isOutOfMemoryByInspection = true;
    await killed.pass(2000);

    expect(killed.end).toEqual(outOfMemory);
  });

  it('is known by the kernel’s count when its event never comes', async () => {
    killed.kills = 1;

    await killed.die();
    await killed.pass(2000);

    expect(killed.end).toEqual(outOfMemory);
  });
});

describe('a kill on Docker that is not for want of memory', () => {
  const justKilled = { exit: { exitCode: 137, signal: 'SIGKILL', outOfMemory: false } };

  it('is told at once where the kernel has killed nobody', async () => {
    killed.kills = 0;

    await killed.die();

    expect(killed.end).toEqual(justKilled);
  });

  it('is told when no word of memory comes from an engine with another kernel', async () => {
    await killed.die();
    await killed.pass(2000);

    expect(killed.end).toEqual(justKilled);
  });

  it('is told at once when it is of our making, whomever else the kernel has killed', async () => {
    killed.kills = 3;
    killed.run.expectEnd();

    await killed.die();

    expect(killed.end).toEqual(justKilled);
  });

  it('is told at once when somebody used docker kill, whomever else the kernel has killed', async () => {
    killed.kills = 3;
    killed.tell('kill', { signal: '9' });

    await killed.die();

    expect(killed.end).toEqual({ ...justKilled, lostBecause: 'ended from outside with signal 9' });
  });

  it('waits for nothing when it is no kill at all', async () => {
    killed.kills = 3;

    await killed.die(1);

    expect(killed.end).toEqual({ exit: { exitCode: 1, outOfMemory: false } });
  });
});

describe('the kernel’s count of kills for want of memory', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-vmstat-'));
    file = path.join(folder, 'vmstat');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read from its statistics, once a second for those who ask often', async () => {
    const clock = new ManualClock();
    const kernel = new KernelKills(clock, file);
    await writeFile(file, statistics({ swap_ra: 12, oom_kill: 7, swap_ra_hit: 3 }));
    const first = kernel.recent();
    await writeFile(file, statistics({ oom_kill: 8 }));

    const soon = kernel.recent();
    clock.advance(1000);
    const later = kernel.recent();

    expect([first, soon, later]).toEqual([7, 7, 8]);
  });

  it('is unknown where the kernel keeps none', async () => {
    const kernel = new KernelKills(new ManualClock(), file);
    const without = kernel.count();
    await writeFile(file, statistics({ swap_ra: 12 }));

    expect([without, kernel.count()]).toEqual([undefined, undefined]);
  });
});

function statistics(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}
