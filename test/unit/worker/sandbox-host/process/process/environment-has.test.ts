import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentHas } from '../../../../../../src/worker/sandbox-host/process/process/environment-has.js';

describe('the search for a variable in an environment', () => {
  const wanted = 'LAMBDA_RUNTIME_DIR=/sandboxes/one';
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'environment-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function has(environment: string): Promise<boolean> {
    const file = path.join(folder, 'environ');
    await writeFile(file, environment);
    return environmentHas(file, wanted, Buffer.alloc(64, 'x'));
  }

  it.each([
    ['alone', `${wanted}\0`],
    ['first', `${wanted}\0HOME=/nowhere\0`],
    ['last', `HOME=/nowhere\0${wanted}\0`],
    ['last, without its end', `HOME=/nowhere\0${wanted}`],
    ['after others that do not fit into the room at once', `LONG=${'l'.repeat(1000)}\0${wanted}\0HOME=/nowhere\0`],
  ])('finds one that is there: %s', async (_where, environment) => {
    expect(await has(environment)).toBe(true);
  });

  it('finds it wherever the pieces are cut in which it is read', async () => {
    const found = [];
    for (let length = 0; length < 130; length += 1) found.push(await has(`L=${'l'.repeat(length)}\0${wanted}\0M=1\0`));

    expect(found).not.toContain(false);
  });

  it.each([
    ['empty', ''],
    ['another value that begins like it', `${wanted}-hundred\0`],
    ['another name that ends like it', `MY_${wanted}\0`],
    ['a value that contains it', `NOTE=see ${wanted}\0`],
    ['others only', 'HOME=/nowhere\0PATH=/bin\0'],
  ])('finds none: %s', async (_what, environment) => {
    expect(await has(environment)).toBe(false);
  });

  it('finds none of a process that is gone', () => {
    expect(environmentHas(path.join(folder, 'gone'), wanted, Buffer.alloc(64))).toBe(false);
  });
});
