import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, silentLogger } from '../../../src/base/index.js';
import { removeUnusedCode } from '../../../src/emulator/remove-unused-code.js';
import { openCodeStore } from '../../../src/storage/code-store.js';

describe('code in the data folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-code-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('goes at the start when no function needs it any more', async () => {
    const before = await openCodeStore(folder);
    const [kept, old] = [await before.put(Buffer.from('kept')), await before.put(Buffer.from('old'))];
    const code = await openCodeStore(folder);

    await removeUnusedCode(code, { codeDigests: () => new Set([kept.digest]) }, silentLogger);

    expect([code.pathOf(kept.digest), code.pathOf(old.digest)]).toEqual([kept.path, undefined]);
    expect((await openCodeStore(folder)).pathOf(old.digest)).toBeUndefined();
  });

  it('that cannot be removed is told and stops nothing', async () => {
    const lines: string[] = [];
    const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'info');
    const code = { prune: () => Promise.reject(new Error('read-only')) };

    await removeUnusedCode(code, { codeDigests: () => new Set<string>() }, logger);

    expect(lines).toEqual(['warn Old code could not be removed from the data folder: read-only']);
  });
});
