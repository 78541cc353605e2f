import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { silentLogger, systemClock } from '../../../src/base/index.js';
import { createFolderDigests } from '../../../src/deployment/folder-digest.js';
import { openStorage } from '../../../src/storage/index.js';
import { projectFolder } from '../../support/project-folder.js';

describe('a digest of a folder', () => {
  it('is taken while drafts come and go, and is that of the last save in the end', async () => {
    await using folder = await projectFolder();
    await using storage = await openStorage({
      dataFolder: `${folder.path}/.hearth`,
      ephemeral: true,
      logger: silentLogger,
    });
    const digests = createFolderDigests(storage.documents, systemClock);
    const code = path.join(folder.path, 'code');
    await folder.write('code/index.mjs', 'export const handler = 0;');
    const saving = new AbortController();
    const saves = (async () => {
      for (let number = 1; !saving.signal.aborted; number += 1) await save(number);
      await save(-1);
    })();

    try {
      for (let taken = 0; taken < 200; taken += 1) await digests.digest(code);
    } finally {
      saving.abort();
    }
    await saves;

    const last = await digests.digest(code);
    await save(-1);
    expect(await digests.digest(code)).toEqual(last);

    async function save(number: number): Promise<void> {
      await writeFile(`${code}/draft`, `export const handler = ${number};`);
      await rename(`${code}/draft`, `${code}/index.mjs`);
    }
  });
});
