import { describe, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createEmulator } from '../../../src/index.js';
import { until } from '../../support/open-files.js';
import { projectFolder } from '../../support/project-folder.js';
import { SmallDisk } from '../../support/small-disk.js';
import { zipOf } from '../../support/zip.js';

const eventPath = '/2015-03-31/functions/Takes/invocations';
const takes = {
  name: 'Takes',
  code: { inline: 'exports.handler = async ({ id }) => { console.log(`took ${id}.`); };' },
};

describe('a disk that is full under the data folder', () => {
  it('refuses what cannot be written, by name and with the remedy, and runs all that was accepted once there is room', async () => {
    await using disk = await SmallDisk.mount(6);
    if (disk === undefined) return;
    await using folder = await projectFolder();
    const told: string[] = [];
    await using hearth = await createEmulator({
      folder: folder.path,
      sandboxHost: 'process',
      ephemeral: false,
      dataDir: disk.path,
      onMessage: (level, message) => told.push(`${level} ${message}`),
    });
    await hearth.deploy(takes);
    await hearth.invoke('Takes', { id: 'warm' });
    const makeRoom = await disk.fill(600_000);

    const accepted: number[] = [];
    const refusals: string[] = [];
    for (let id = 0; refusals.length < 5 && id < 500; id += 1) {
      const answer = await fetch(`${hearth.awsUrl}${eventPath}`, {
        method: 'POST',
        headers: { 'X-Amz-Invocation-Type': 'Event' },
        body: JSON.stringify({ id, padding: 'x'.repeat(60_000) }),
      });
      if (answer.status === 202) accepted.push(id);
      else refusals.push(`${answer.status} ${answer.headers.get('x-amzn-errortype') ?? ''} ${await answer.text()}`);
    }
    const meanwhile = await hearth.invoke('Takes', { id: 'meanwhile' });
    await makeRoom();
    const after = await fetch(`${hearth.awsUrl}${eventPath}`, {
      method: 'POST',
      headers: { 'X-Amz-Invocation-Type': 'Event' },
      body: '{"id":"after"}',
    });

    expect(refusals).toHaveLength(5);
    for (const refusal of refusals) {
      expect(refusal).toMatch(/^500 ServiceException/);
      expect(refusal).toContain(path.join(disk.path, 'hearth.db'));
      expect(refusal).toMatch(/full.*Free some space/);
    }
    expect([meanwhile.functionError, after.status]).toEqual([undefined, 202]);
    const took = (): readonly string[] => hearth.logs('Takes').flatMap((line) => /took (\w+)\./.exec(line)?.[1] ?? []);
    await until('all that was accepted has run', () =>
      [...accepted, 'after'].every((id) => took().includes(String(id))),
    );
    expect(
      took()
        .filter((id) => /^\d+$/.test(id))
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual(accepted);
  });

  it('refuses a new function and keeps the ones there are, as they were', async () => {
    await using disk = await SmallDisk.mount(6);
    if (disk === undefined) return;
    await using folder = await projectFolder();
    await using hearth = await createEmulator({
      folder: folder.path,
      sandboxHost: 'process',
      ephemeral: false,
      dataDir: disk.path,
    });
    expect((await create(hearth.awsUrl, 'Small', 1000)).status).toBe(201);
    await disk.fill(8000);

    const refused = await create(hearth.awsUrl, 'Large', 100_000);
    const listed = (await (await fetch(`${hearth.awsUrl}/2015-03-31/functions`)).json()) as {
      Functions: { FunctionName: string }[];
    };

    expect([refused.status, refused.text]).toEqual([500, expect.stringMatching(/ServiceException|Free some space/)]);
    expect(refused.text).toContain(disk.path);
    expect(listed.Functions.map(({ FunctionName }) => FunctionName)).toEqual(['Small']);
  });

  it('is why a function cannot run, by name, until there is room', async () => {
    await using disk = await SmallDisk.mount(8);
    if (disk === undefined) return;
    await using folder = await projectFolder();
    await using hearth = await createEmulator({
      folder: folder.path,
      sandboxHost: 'process',
      ephemeral: false,
      dataDir: disk.path,
    });
    expect((await create(hearth.awsUrl, 'Large', 1_000_000)).status).toBe(201);
    const makeRoom = await disk.fill(100_000);
    const invoke = () => fetch(`${hearth.awsUrl}/2015-03-31/functions/Large/invocations`, { method: 'POST' });

    const refused = await invoke();
    const text = await refused.text();
    await makeRoom();

    expect([refused.status, text]).toEqual([500, expect.stringContaining(path.join(disk.path, 'cache'))]);
    expect(text).toMatch(/ENOSPC.*Look at the space/);
    expect((await invoke()).status).toBe(200);
  });

  it('stops a start with the folder’s name and the remedy', async () => {
    await using disk = await SmallDisk.mount(1);
    if (disk === undefined) return;
    await using folder = await projectFolder();
    await disk.fill();

    await expect(createEmulator({ folder: folder.path, ephemeral: false, dataDir: disk.path })).rejects.toThrow(
      new RegExp(`"${disk.path}[^"]*" cannot be written: .*ENOSPC.*Pass another one with --data-dir`),
    );
  });
});

it('a data folder that cannot be written stops a start with its name and the remedy', async () => {
  await using disk = await SmallDisk.mount(1);
  if (disk === undefined) return;
  await using folder = await projectFolder();
  const dataDir = path.join(disk.path, 'data');
  await mkdir(dataDir);
  const first = await createEmulator({ folder: folder.path, sandboxHost: 'process', ephemeral: false, dataDir });
  await first.stop();
  disk.makeReadOnly();

  for (const ephemeral of [false, true]) {
    await expect(createEmulator({ folder: folder.path, ephemeral, dataDir })).rejects.toThrow(
      new RegExp(`"${dataDir}" cannot be written: .*read-only file system.*Pass another one with --data-dir`),
    );
  }
});

async function create(
  awsUrl: string,
  FunctionName: string,
  size: number,
): Promise<{ readonly status: number; readonly text: string }> {
  const noise = Array.from({ length: size }, (_, index) => String.fromCharCode(33 + ((index * 7919) % 90))).join('');
  const zip = await zipOf({ 'index.js': `exports.handler = async () => 1; // ${noise}` });
  const answer = await fetch(`${awsUrl}/2015-03-31/functions`, {
    method: 'POST',
    body: JSON.stringify({
      FunctionName,
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::000000000000:role/any',
      Handler: 'index.handler',
      Code: { ZipFile: zip.toString('base64') },
    }),
  });
  return { status: answer.status, text: await answer.text() };
}
