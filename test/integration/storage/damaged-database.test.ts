import { describe, expect, it } from '@jest/globals';
import { copyFile, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createLogger, messageOf } from '../../../src/base/index.js';
import { openStorage, type Storage } from '../../../src/storage/index.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';

const eventCount = 60;
const pageBytes = 4096;

describe('a damaged database', () => {
  it.each<[string, (file: string) => Promise<void>]>([
    ['is another kind of file', (file) => writeFile(file, 'this is no database\n'.repeat(1000))],
    ['has a wrong header', (file) => overwrite(file, 0, Buffer.alloc(100, 0xff))],
    [
      'was cut to half its length',
      async (file) => truncate(file, Math.floor((await stat(file)).size / 2 / pageBytes) * pageBytes),
    ],
    ['was cut in the middle of a page', (file) => truncate(file, pageBytes + 100)],
    ['lost what a document says', async (file) => replaceBytes(file, '{"kept":', '{"kept"!')],
    ['lost what an event says', async (file) => replaceBytes(file, '{"name":"echo"', '{"name";"echo"')],
  ])('that %s stops the start with its name and the remedy', async (_, damage) => {
    await using folder = await temporaryFolder();
    const file = await filledDatabase(folder.path);

    await damage(file);

    await expect(reopen(folder.path)).rejects.toThrow(
      new RegExp(
        `The database "${file}" cannot be opened: .*Move it away, or pass another folder with --data-dir, or --ephemeral`,
      ),
    );
  });

  it('with garbage in any one page is refused by name, or nothing of it is missing', async () => {
    await using folder = await temporaryFolder();
    const file = await filledDatabase(folder.path);
    await copyFile(file, `${file}.good`);
    const pages = (await stat(file)).size / pageBytes;
    const refusals: string[] = [];
    const kept: unknown[] = [];

    for (let page = 0; page < pages; page += 1) {
      await copyFile(`${file}.good`, file);
      await overwrite(file, page * pageBytes, Buffer.alloc(64, 0xa5));
      try {
        await using storage = await reopen(folder.path);
        kept.push([idsIn(storage), storage.documents.list('functions').length]);
      } catch (error) {
        refusals.push(messageOf(error));
      }
    }

    for (const all of kept) expect(all).toEqual([ids(), 20]);
    for (const refusal of refusals) expect(refusal).toContain(`The database "${file}"`);
    expect(refusals.length).toBeGreaterThan(pages / 4);
  });
});

it('a data folder that is deleted while Hearth runs takes nothing any more, and says so', async () => {
  await using folder = await temporaryFolder();
  const dataFolder = path.join(folder.path, 'data');
  await using storage = await reopen(dataFolder);
  await fill(storage);

  await rm(dataFolder, { recursive: true });

  await expect(fill(storage)).rejects.toThrow(
    `The database "${dataFolder}/hearth.db" is gone: it was deleted, or replaced, while Hearth was running. Start Hearth again.`,
  );
  expect(idsIn(storage)).toEqual(ids());
});

describe('a damaged write-ahead log of a Hearth that was killed', () => {
  it.each<[string, (log: string) => Promise<void>]>([
    ['in its middle', async (log) => overwrite(log, Math.floor((await stat(log)).size / 2), Buffer.alloc(200, 0xa5))],
    [
      'in the head of a page in its middle',
      async (log) => {
        const frameBytes = 24 + pageBytes;
        const frames = Math.floor(((await stat(log)).size - 32) / frameBytes);
        await overwrite(log, 32 + Math.floor(frames / 2) * frameBytes, Buffer.alloc(20, 0xa5));
      },
    ],
    ['in its head', (log) => overwrite(log, 0, Buffer.alloc(20, 0xa5))],
  ])('%s is told, with how much is lost and a copy of it, and Hearth starts', async (_, damage) => {
    await using folder = await temporaryFolder();
    const log = await logOfTheKilled(folder.path);
    await damage(log);
    const told: string[] = [];

    await using storage = await reopen(folder.path, told);

    expect(idsIn(storage).length).toBeLessThan(eventCount);
    expect(told).toEqual([
      expect.stringMatching(
        new RegExp(`^warn "${log}" is damaged.*: \\d+ pages of it cannot be read.*A copy is kept as "${log}.damaged-`),
      ),
    ]);
    expect((await readdir(folder.path)).some((name) => name.startsWith('hearth.db-wal.damaged-'))).toBe(true);
  });

  it('that is whole, or was only cut off at its end, is told nothing of', async () => {
    await using folder = await temporaryFolder();
    const log = await logOfTheKilled(folder.path);
    await truncate(log, (await stat(log)).size - 10);
    const told: string[] = [];

    await using storage = await reopen(folder.path, told);

    expect([told, idsIn(storage)]).toEqual([[], ids().slice(0, -1)]);
  });
});

function reopen(dataFolder: string, told: string[] = []): Promise<Storage> {
  const logger = createLogger((level, message) => told.push(`${level} ${message}`));
  return openStorage({ dataFolder, ephemeral: false, logger });
}

function ids(): readonly string[] {
  return Array.from({ length: eventCount }, (_, index) => `event-${String(index).padStart(3, '0')}`);
}

function idsIn(storage: Storage): readonly string[] {
  return storage.journal.list().map(({ requestId }) => requestId);
}

async function fill(storage: Storage): Promise<void> {
  for (let index = 0; index < 20; index += 1) {
    await storage.documents.put('functions', `f${index}`, { kept: 'x'.repeat(300) });
  }
  for (const requestId of ids()) {
    await storage.journal.append({
      requestId,
      functionReference: 'arn',
      payload: Buffer.from(JSON.stringify({ requestId, padding: 'x'.repeat(3000) })),
      acceptedAtMs: 1,
      attributes: { name: 'echo' },
      attempts: 0,
    });
  }
}

/** A database that was closed properly: everything is in its file. */
async function filledDatabase(dataFolder: string): Promise<string> {
  await using storage = await reopen(dataFolder);
  await fill(storage);
  return path.join(dataFolder, 'hearth.db');
}

/** What lies there after `kill -9`: a copy of the files of a storage that is still open. */
async function logOfTheKilled(dataFolder: string): Promise<string> {
  await using living = await temporaryFolder();
  await using storage = await reopen(living.path);
  await fill(storage);
  for (const name of ['hearth.db', 'hearth.db-wal'])
    await copyFile(path.join(living.path, name), path.join(dataFolder, name));
  return path.join(dataFolder, 'hearth.db-wal');
}

async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

/** Everywhere: SQLite leaves old copies in the unused parts of pages. */
async function replaceBytes(file: string, from: string, to: string): Promise<void> {
  await writeFile(file, Buffer.from((await readFile(file, 'latin1')).replaceAll(from, to), 'latin1'));
}
