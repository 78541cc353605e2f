import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { silentLogger } from '../../../src/base/index.js';
import { type JournaledEvent, openStorage, type Storage, type StorageOptions } from '../../../src/storage/index.js';
import { loadBetterSqliteDriver } from '../../../src/storage/better-sqlite-driver.js';
import { temporaryFolder } from './temporary-folder.js';

const noDriver: NonNullable<StorageOptions['findDriver']> = () =>
  Promise.resolve({ missing: 'no SQLite on this machine' });

function open(dataFolder: string, options: Partial<StorageOptions> = {}): Promise<Storage> {
  return openStorage({ dataFolder, ephemeral: false, logger: silentLogger, ...options });
}

function event(requestId: string, options: Partial<JournaledEvent> = {}): JournaledEvent {
  return {
    requestId,
    functionReference: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
    payload: Buffer.from('{"n":1}'),
    acceptedAtMs: 1,
    attributes: { name: 'echo' },
    attempts: 0,
    ...options,
  };
}

describe.each([
  ['SQLite', {}],
  ['memory, with --ephemeral', { ephemeral: true }],
  ['memory, without any SQLite', { findDriver: noDriver }],
])('storage in %s', (_name, options) => {
  it('reads a document at once, and lists a collection by ascending key', async () => {
    await using folder = await temporaryFolder();
    await using storage = await open(folder.path, options);

    const written = Promise.all([
      storage.documents.put('functions', 'b', { n: 2 }),
      storage.documents.put('functions', 'a', { n: 1 }),
      storage.documents.put('aliases', 'a', null),
    ]);

    expect(storage.documents.get('functions', 'a')).toEqual({ n: 1 });
    await written;
    expect(storage.documents.list('functions')).toEqual([
      { key: 'a', value: { n: 1 } },
      { key: 'b', value: { n: 2 } },
    ]);
    await storage.documents.delete('functions', 'a');
    expect(storage.documents.get('functions', 'a')).toBeUndefined();
    expect(storage.documents.get('unknown', 'a')).toBeUndefined();
  });

  it('hands out documents that are copies', async () => {
    await using folder = await temporaryFolder();
    await using storage = await open(folder.path, options);
    const value = { list: [1] };
    await storage.documents.put('c', 'k', value);

    value.list.push(2);

    expect(storage.documents.get('c', 'k')).toEqual({ list: [1] });
  });

  it('keeps an event from append to settle, oldest first, and counts its starts', async () => {
    await using folder = await temporaryFolder();
    await using storage = await open(folder.path, options);
    await Promise.all([storage.journal.append(event('z')), storage.journal.append(event('a'))]);

    await storage.journal.markStarted('a');

    expect(storage.journal.list().map(({ requestId, attempts }) => [requestId, attempts])).toEqual([
      ['z', 0],
      ['a', 1],
    ]);
    expect(storage.journal.read('a')).toMatchObject(event('a', { attempts: 1 }));
    await storage.journal.settle('a');
    expect(storage.journal.read('a')).toBeUndefined();
    expect(storage.journal.list()).toHaveLength(1);
  });

  it('keeps how far an event is, lists events by state and page, and forgets the oldest of a state', async () => {
    await using folder = await temporaryFolder();
    await using storage = await open(folder.path, options);
    const { journal } = storage;
    for (const id of ['a', 'b', 'c', 'd']) await journal.append(event(id));

    await journal.change('a', { state: 'delivering', progress: { runs: 1 }, response: Buffer.from('null') });
    await journal.change('a', { state: 'delivering', progress: { runs: 2 } });
    for (const id of ['b', 'c']) await journal.change(id, { state: 'dropped', progress: {} });

    expect(journal.read('a')).toMatchObject({ progress: { runs: 2 }, response: Buffer.from('null') });
    expect(journal.counts()).toEqual({ delivering: 1, dropped: 2, waiting: 1 });
    const [first] = journal.list({ limit: 1 });
    expect(first).toMatchObject({ requestId: 'a', state: 'delivering' });
    expect(journal.list({ after: first?.position ?? 0 }).map(({ requestId }) => requestId)).toEqual(['d']);
    await journal.forgetOldest(['dropped'], 1);
    expect(journal.list({ states: ['dropped'] }).map(({ requestId }) => requestId)).toEqual(['c']);
  });

  it('stores code once by its content, and prunes what is not kept', async () => {
    await using folder = await temporaryFolder();
    await using storage = await open(folder.path, options);

    const first = await storage.code.put(Buffer.from('zip one'));
    const again = await storage.code.put(Buffer.from('zip one'));
    const other = await storage.code.put(Buffer.from('zip two'));

    expect(again).toEqual(first);
    expect(first.size).toBe(7);
    expect(await readFile(storage.code.pathOf(first.digest) ?? '', 'utf8')).toBe('zip one');
    await storage.code.prune(new Set([other.digest]));
    expect(storage.code.pathOf(first.digest)).toBeUndefined();
    expect(existsSync(first.path)).toBe(false);
    expect(storage.code.pathOf(other.digest)).toBe(other.path);
  });
});

describe('durable storage', () => {
  it('has everything again after it was closed and opened', async () => {
    await using folder = await temporaryFolder();
    const payload = Buffer.from([0, 1, 2, 255]);
    let digest = '';
    {
      await using storage = await open(folder.path);
      await storage.documents.put('functions', 'echo', { memory: 128 });
      await storage.journal.append(event('one', { payload }));
      ({ digest } = await storage.code.put(Buffer.from('zip')));
    }

    await using storage = await open(folder.path);

    expect(storage.durable).toBe(true);
    expect(storage.notice).toBeUndefined();
    expect(storage.documents.get('functions', 'echo')).toEqual({ memory: 128 });
    expect(storage.journal.read('one')?.payload.equals(payload)).toBe(true);
    expect(storage.code.pathOf(digest)).toBeDefined();
  });

  it('takes over the events of the schema before, in their order', async () => {
    await using folder = await temporaryFolder();
    const driver = await loadBetterSqliteDriver();
    const old = driver.open(path.join(folder.path, 'hearth.db'));
    old.exec(`
      CREATE TABLE documents (collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, key)) WITHOUT ROWID;
      CREATE TABLE events (
        position INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL UNIQUE, function_reference TEXT NOT NULL,
        accepted_at_ms INTEGER NOT NULL, attributes TEXT NOT NULL, attempts INTEGER NOT NULL, payload BLOB NOT NULL
      );
      INSERT INTO events VALUES (7, 'z', 'arn', 1, '{}', 1, '{}'), (9, 'a', 'arn', 2, '{}', 0, '{}');
      PRAGMA user_version = 1;`);
    old.close();

    await using storage = await open(folder.path);

    expect(storage.journal.list()).toMatchObject([
      { requestId: 'z', position: 7, attempts: 1, state: 'waiting', progress: {} },
      { requestId: 'a', position: 9, attempts: 0 },
    ]);
    await storage.journal.append(event('new'));
    expect(storage.journal.list().at(-1)).toMatchObject({ requestId: 'new', position: 10 });
  });

  it('commits what was written just before it is closed', async () => {
    await using folder = await temporaryFolder();
    const storage = await open(folder.path);
    const written = storage.documents.put('c', 'k', 1);
    await storage[Symbol.asyncDispose]();
    await written;

    await using again = await open(folder.path);

    expect(again.documents.get('c', 'k')).toBe(1);
  });

  it('refuses writes after it is closed', async () => {
    await using folder = await temporaryFolder();
    const storage = await open(folder.path);
    await storage[Symbol.asyncDispose]();

    await expect(storage.journal.append(event('late'))).rejects.toThrow('The storage is closed');
  });

  it('refuses a database that another Hearth has open, naming the remedy', async () => {
    await using folder = await temporaryFolder();
    await using first = await open(folder.path);

    expect(first.durable).toBe(true);
    await expect(open(folder.path)).rejects.toThrow(/in use by another Hearth: ".*hearth\.db".*--ephemeral/);
  });

  it('refuses a file that is no database, naming it', async () => {
    await using folder = await temporaryFolder();
    await writeFile(
      path.join(folder.path, 'hearth.db'),
      'something else entirely, long enough to be read as a header'.repeat(40),
    );

    await expect(open(folder.path)).rejects.toThrow(/"[^"]*hearth\.db" cannot be opened: .*--data-dir/);
  });

  it('removes half-written code of a dead process', async () => {
    await using folder = await temporaryFolder();
    await mkdir(path.join(folder.path, 'code'));
    await writeFile(path.join(folder.path, 'code', `${'a'.repeat(64)}.beef.tmp`), 'half');

    await using storage = await open(folder.path);

    expect(storage.durable).toBe(true);
    expect(await readdir(path.join(folder.path, 'code'))).toEqual([]);
  });

  it('hides the folder from git', async () => {
    await using folder = await temporaryFolder();

    await using storage = await open(path.join(folder.path, '.hearth'));

    expect(storage.durable).toBe(true);
    expect(await readFile(path.join(folder.path, '.hearth', '.gitignore'), 'utf8')).toBe('*\n');
  });
});

describe('ephemeral storage', () => {
  it('leaves nothing in the folder but what hides it from git', async () => {
    await using folder = await temporaryFolder();
    {
      await using storage = await open(folder.path, { ephemeral: true });
      await storage.code.put(Buffer.from('zip'));
      expect(await readdir(folder.path)).toHaveLength(2);
    }

    expect(await readdir(folder.path)).toEqual(['.gitignore']);
  });

  it('removes what a killed process left, and never what a living one uses', async () => {
    await using folder = await temporaryFolder();
    await mkdir(path.join(folder.path, `ephemeral-${process.pid}-1-abcd`));
    await mkdir(path.join(folder.path, 'ephemeral-999999999-1-abcd'));
    await using living = await open(folder.path, { ephemeral: true });
    const zip = await living.code.put(Buffer.from('zip'));

    await using second = await open(folder.path, { ephemeral: true });

    expect(second.durable).toBe(false);
    expect(existsSync(zip.path)).toBe(true);
    expect((await readdir(folder.path)).filter((name) => name.endsWith('abcd'))).toEqual([]);
  });
});

it('storage without any SQLite says what is lost and how to get it', async () => {
  await using folder = await temporaryFolder();

  await using storage = await open(folder.path, { findDriver: noDriver });

  expect(storage.notice).toMatch(/in memory only: no SQLite on this machine.*lost when Hearth stops.*better-sqlite3/);
});
