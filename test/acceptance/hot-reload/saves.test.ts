import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartedHearth } from '../../support/product/started-hearth.js';
import { SteadyLoad } from '../../support/product/steady-load.js';
import { waitUntil } from '../../support/wait-until.js';

const callers = 4;
const saves = 20;

describe('a function of the project that is called while its file is saved', () => {
  let folder: string;
  let hearth: StartedHearth;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-saved-'));
    await save(0);
    const saved = { runtime: 'nodejs22.x', handler: 'index.handler', code: folder };
    hearth = await StartedHearth.start({ saved }, '--sandbox-host', 'process');
  });
  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it(`${saves} times in a row answers every call, soon with the last save only, and keeps no old sandbox`, async () => {
    const load = new SteadyLoad(
      hearth.client,
      Array.from({ length: callers }, () => 'saved'),
    );
    await load.until(callers, 'served');

    for (let number = 1; number <= saves; number += 1) {
      await save(number);
      await load.until(1, 'served');
    }
    const savedAt = Date.now();
    await waitUntil(async () => (await sandboxes()).every(({ startedAtMs }) => startedAtMs > savedAt));
    const settledAt = load.begun;
    await load.until(callers * 5, 'served');
    const outcomes = await load.stop();

    expect(outcomes.filter(({ result }) => result !== 'served')).toEqual([]);
    const answers = outcomes.filter(({ number }) => number >= settledAt).map(({ text }) => text);
    expect((await sandboxes()).length).toBeLessThanOrEqual(callers);
    expect(new Set(answers)).toEqual(new Set([String(saves)]));
  }, 120_000);

  /** As editors do it: whoever reads the file finds all of it. */
  async function save(number: number): Promise<void> {
    const draft = path.join(folder, 'index.mjs.draft');
    await writeFile(draft, `export const handler = async () => ${number};\n`);
    await rename(draft, path.join(folder, 'index.mjs'));
  }

  async function sandboxes(): Promise<readonly { readonly startedAtMs: number }[]> {
    const answer = await fetch(`${hearth.awsUrl}/_hearth/sandboxes`);
    return (await answer.json()) as readonly { readonly startedAtMs: number }[];
  }
});
