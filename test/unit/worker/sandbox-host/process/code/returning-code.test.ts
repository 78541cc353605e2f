import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../../../../src/base/index.js';
import { ReturningCode } from '../../../../../../src/worker/sandbox-host/process/code/returning-code.js';
import { projectFolder } from '../../../../../support/project-folder.js';

function returningCode() {
  const clock = new ManualClock();
  const returning = new ReturningCode(clock, silentLogger);
  /** Winds the clock until `wait` settles; answers how far. */
  const windUntil = async (wait: Promise<void>): Promise<number> => {
    const settled = { yet: false };
    void wait.then(() => (settled.yet = true));
    const beganMs = clock.monotonicMs();
    while (!settled.yet) {
      await setImmediate();
      clock.advance(50);
    }
    return clock.monotonicMs() - beganMs;
  };
  return { returning, windUntil };
}

describe('code that is run in place', () => {
  it('is waited for when it was there and has gone, until all of it has been written', async () => {
    await using project = await projectFolder({ 'dist/index.mjs': '' });
    const folder = path.join(project.path, 'dist');
    const code = { folder, handler: 'index.handler', family: 'nodejs' } as const;
    const { returning, windUntil } = returningCode();
    await returning.untilThere(code);
    await rm(folder, { recursive: true });

    const states = { waits: true };
    const waiting = returning.untilThere(code).then(() => {
      states.waits = false;
    });
    await mkdir(folder);
    expect(states.waits).toBe(true);
    await writeFile(path.join(folder, 'index.mjs'), '');

    expect(await windUntil(waiting)).toBeLessThan(10_000);
  });

  it('is given up after ten seconds, and then until it is there again', async () => {
    await using project = await projectFolder({ 'dist/a/index.py': '' });
    const folder = path.join(project.path, 'dist');
    const code = { folder, handler: 'a.index.handler', family: 'python' } as const;
    const { returning, windUntil } = returningCode();
    returning.note(code);
    await rm(folder, { recursive: true });

    expect(await windUntil(returning.untilThere(code))).toBeGreaterThanOrEqual(10_000);
    expect(await windUntil(returning.untilThere(code))).toBeLessThan(1000);
  });

  it('is not waited for when it was never there', async () => {
    await using project = await projectFolder({});
    const { returning } = returningCode();

    await expect(
      returning.untilThere({ folder: project.path, handler: 'index.handler', family: 'nodejs' }),
    ).resolves.toBeUndefined();
  });
});
