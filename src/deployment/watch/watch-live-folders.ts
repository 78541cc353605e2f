import type { Clock, Logger } from '../../base/index.js';
import type { FunctionRegistry } from '../../registry/index.js';
import type { Settings } from '../../settings/index.js';
import { createIgnore } from './ignore-patterns.js';
import { type FileWatch, watchFiles } from './watch-files.js';

export interface LiveFoldersNeeds {
  readonly functions: FunctionRegistry;
  readonly settings: Pick<Settings, 'dataFolder' | 'projectFolder' | 'watchIgnore' | 'watchPolling'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Watches the folders that functions of the AWS API run from as they are, so that their next invocation runs what is in them now. */
export function watchLiveFolders({ functions, settings, clock, logger }: LiveFoldersNeeds): AsyncDisposable {
  const watches = new Map<string, FileWatch>();

  const watchThoseInUse = (): void => {
    const inUse = new Set(functions.liveFolders());
    for (const folder of inUse) if (!watches.has(folder)) watches.set(folder, watchFolder(folder));
    for (const [folder, watch] of watches) {
      if (inUse.has(folder)) continue;
      watches.delete(folder);
      void watch[Symbol.asyncDispose]();
    }
  };

  const watchFolder = (folder: string): FileWatch =>
    watchFiles({
      files: [folder],
      sinceMs: clock.now(),
      polling: settings.watchPolling,
      ignoredFolder: settings.dataFolder,
      ignores: createIgnore(settings.watchIgnore, settings.projectFolder),
      clock,
      logger,
      onChange: () => {
        functions.refreshLiveFolder(folder);
        return Promise.resolve(undefined);
      },
    });

  watchThoseInUse();
  const unsubscribe = functions.onChange(watchThoseInUse);
  return {
    async [Symbol.asyncDispose]() {
      unsubscribe();
      await Promise.all([...watches.values()].map((watch) => watch[Symbol.asyncDispose]()));
    },
  };
}
