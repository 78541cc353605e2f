import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findNode } from '../../../../../../src/worker/sandbox-host/process/launch/interpreters.js';

describe('the search for a Node.js of another version', () => {
  const { execPath } = process;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hearth-test-'));
    await writeFile(path.join(folder, 'node'), `#!/bin/sh\ntouch "${folder}/asked"\necho 99.1.0\n`);
    await chmod(path.join(folder, 'node'), 0o755);
  });
  afterEach(async () => {
    process.execPath = execPath;
    await rm(folder, { recursive: true });
  });

  it('asks what PATH has for its version', async () => {
    expect(await findNode('99', folder)).toMatchObject({ command: path.join(folder, 'node'), version: '99.1.0' });
    expect(await readdir(folder)).toContain('asked');
  });

  it('does not ask this very one, whose version is known', async () => {
    process.execPath = path.join(folder, 'node');

    expect(await findNode('99', folder)).toMatchObject({ version: process.versions.node });
    expect(await readdir(folder)).toEqual(['node']);
  });
});
