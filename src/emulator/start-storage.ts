import type { DisposalStack, Logger } from '../base/index.js';
import type { Settings } from '../settings/index.js';
import {
  acquireDataFolder,
  type DataFolderLock,
  openStorage,
  publishEphemeral,
  type Storage,
} from '../storage/index.js';

export interface StartedStorage {
  readonly storage: Storage;
  /** Tells the other commands how to reach this Hearth. */
  readonly publish: (details: Readonly<Record<string, string>>) => Promise<void>;
}

/** Claims the data folder and opens the storage in it; a folder that another Hearth uses means ephemeral, and is told. */
export async function startStorage(settings: Settings, logger: Logger, stack: DisposalStack): Promise<StartedStorage> {
  const { dataFolder } = settings;
  const lock = settings.ephemeral ? undefined : await claim(dataFolder, logger);
  if (lock !== undefined) stack.use('the lock of the data folder', lock);
  const storage = stack.use('storage', await openStorage({ dataFolder, ephemeral: lock === undefined, logger }));
  if (storage.notice !== undefined) logger.warn(storage.notice);
  return {
    storage,
    async publish(details) {
      if (lock !== undefined) lock.publish(details);
      else stack.use('the address for other commands', await publishEphemeral(dataFolder, details));
    },
  };
}

async function claim(dataFolder: string, logger: Logger): Promise<DataFolderLock | undefined> {
  const claimed = await acquireDataFolder(dataFolder);
  if (claimed.acquired) return claimed.lock;
  logger.warn(
    `The data folder "${dataFolder}" is in use by another Hearth (process ${claimed.heldBy.pid}). This one is ephemeral: what is ` +
      'made over the AWS API is kept in memory only. Stop the other one, or pass --data-dir.',
  );
  return undefined;
}
