import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Logger, messageOf, randomHex, UserError } from '../base/index.js';
import { openCodeStore } from './code-store.js';
import { createDocuments, memoryOnly } from './documents.js';
import { GroupCommit } from './group-commit.js';
import { pagesLostInLog } from './log-check.js';
import { loadSqliteDriver, type SqliteDriverSearch } from './load-sqlite-driver.js';
import { createMemoryJournal } from './memory-journal.js';
import { openDatabase } from './open-database.js';
import { makeDataFolder } from './make-data-folder.js';
import { makePrivateFolder } from './private-folder.js';
import type { SqliteDriver } from './sqlite-database.js';
import { sqliteDocuments } from './sqlite-documents.js';
import { sqliteJournal } from './sqlite-journal.js';
import type { Storage } from './storage.js';

export interface StorageOptions {
  /** Absolute; made when it is missing. Unless `ephemeral`, the caller has acquired it (`acquireDataFolder`). */
  readonly dataFolder: string;
  /** Truth in memory; the folder holds caches only, in a private part that disposing removes. */
  readonly ephemeral: boolean;
  readonly logger: Logger;
  /** Stands in for the search for a SQLite driver. */
  readonly findDriver?: () => Promise<SqliteDriverSearch>;
}

/** Opens Hearth's storage; throws a `UserError` when the folder or the database in it cannot be used. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { dataFolder, ephemeral, logger, findDriver = () => loadSqliteDriver() } = options;
  makeDataFolder(dataFolder);
  try {
    if (ephemeral) return await openMemoryStorage(dataFolder);
    const search = await findDriver();
    if ('driver' in search) return await openDurableStorage(dataFolder, search.driver, logger);
    return await openMemoryStorage(
      dataFolder,
      `Everything is kept in memory only: ${search.missing}. Functions made over the AWS API and asynchronous events that ` +
        'have not run yet are lost when Hearth stops. Use Node 24.15 or newer, or run "npm install better-sqlite3".',
    );
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The data folder "${dataFolder}" cannot be used: ${messageOf(error)}. Pass another one with --data-dir.`,
      { cause: error },
    );
  }
}

async function openDurableStorage(dataFolder: string, driver: SqliteDriver, logger: Logger): Promise<Storage> {
  const code = await openCodeStore(path.join(dataFolder, 'code'));
  const file = path.join(dataFolder, 'hearth.db');
  await keepDamagedLog(`${file}-wal`, logger);
  const database = openDatabase(driver, file);
  const commits = new GroupCommit(database);
  logger.debug(`Storage: ${driver.name} in "${dataFolder}".`);
  return {
    durable: true,
    documents: createDocuments(sqliteDocuments(database, commits)),
    journal: sqliteJournal(database, commits),
    code,
    [Symbol.asyncDispose]() {
      commits.close();
      database.close();
      return Promise.resolve();
    },
  };
}

/** A log that SQLite would cut off in the middle is kept beside it, and that is told. */
async function keepDamagedLog(log: string, logger: Logger): Promise<void> {
  const pages = pagesLostInLog(log);
  if (pages === 0) return;
  const copy = `${log}.damaged-${randomHex(3)}`;
  await copyFile(log, copy);
  logger.warn(
    `"${log}" is damaged, or holds what a write left that failed: ${pages} pages of it cannot be read. Events and functions that ` +
      `were accepted last before Hearth was killed may be missing. A copy is kept as "${copy}".`,
  );
}

async function openMemoryStorage(dataFolder: string, notice?: string): Promise<Storage> {
  const folder = await makePrivateFolder(dataFolder);
  return {
    durable: false,
    ...(notice === undefined ? {} : { notice }),
    documents: createDocuments(memoryOnly),
    journal: createMemoryJournal(),
    code: await openCodeStore(path.join(folder, 'code')),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
