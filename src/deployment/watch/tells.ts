import type { Logger } from '../../base/index.js';

/** Tells, once each, how files are watched where it is not as usual. */
export interface Tells {
  exhausted(error: NodeJS.ErrnoException): void;
  silent(file: string, fileSystem: string): void;
}

export function createTells(logger: Logger, pollMs: number): Tells {
  const every = `every ${pollMs / 1000} s`;
  const told = new Set<string>();
  const once = (level: 'info' | 'warn', message: string): void => {
    if (!told.has(message)) logger[level](message);
    told.add(message);
  };
  return {
    exhausted({ code = '' }) {
      const limit = code === 'ENOSPC' ? 'fs.inotify.max_user_watches' : 'fs.inotify.max_user_instances';
      const remedy = process.platform === 'linux' ? `Raise ${limit} (sysctl), or leave` : 'Leave';
      once(
        'warn',
        `This machine watches no more folders (${code}): changes are looked for ${every} instead. ${remedy} out folders with --watch-ignore.`,
      );
    },
    silent(file, fileSystem) {
      once(
        'info',
        `Changes are looked for ${every}: the file system of "${file}" (${fileSystem}) does not tell of all. --watch-polling off relies on it nevertheless.`,
      );
    },
  };
}
