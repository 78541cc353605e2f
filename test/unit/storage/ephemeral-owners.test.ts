import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { ephemeralOwners, publishEphemeral } from '../../../src/storage/index.js';
import { temporaryFolder } from './temporary-folder.js';

describe('an ephemeral Hearth', () => {
  it('is found by what it published, beside others, until it is disposed', async () => {
    await using folder = await temporaryFolder();
    await using first = await publishEphemeral(folder.path, { awsUrl: 'http://127.0.0.1:1' });
    const second = await publishEphemeral(folder.path, { awsUrl: 'http://127.0.0.1:2' });

    const both = await ephemeralOwners(folder.path);
    await second[Symbol.asyncDispose]();
    const one = await ephemeralOwners(folder.path);

    expect(first).toBeDefined();
    expect(both.map(({ details }) => details['awsUrl']).sort()).toEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2']);
    expect(one).toMatchObject([{ pid: process.pid, details: { awsUrl: 'http://127.0.0.1:1' } }]);
  });

  it('that has died is not found, and what it left is removed', async () => {
    await using folder = await temporaryFolder();
    const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(dead, 'exit');
    const left = { pid: dead.pid, hostName: hostname(), details: { awsUrl: 'http://127.0.0.1:1' } };
    await writeFile(path.join(folder.path, `ephemeral-${dead.pid ?? 0}-aa.json`), JSON.stringify(left));

    expect(await ephemeralOwners(folder.path)).toEqual([]);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('is looked for in vain where there is no data folder', async () => {
    await using folder = await temporaryFolder();

    expect(await ephemeralOwners(path.join(folder.path, 'none'))).toEqual([]);
  });
});
