import { statSync } from 'node:fs';
import path from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { type CancelTimer, type Clock, deferred, type Logger, messageOf } from '../base/index.js';
import { projectNoise } from '../model/index.js';

export interface FileWatchOptions {
  /** Absolute files and folders; what does not exist yet is seen when it appears. */
  readonly files: readonly string[];
  /** Hearth's own data, never watched. */
  readonly ignoredFolder: string;
  /** Told for absolute paths whose change means nothing. */
  readonly ignores?: (file: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Runs once for changes that come close together, and never twice at a time; what it answers is watched from then on. Never rejects. */
  readonly onChange: () => Promise<readonly string[] | undefined>;
}

export interface FileWatch extends AsyncDisposable {
  readonly ready: Promise<void>;
}

/** Editors write several files at once, and some in several steps. */
const quietMs = 100;

export function watchFiles(options: FileWatchOptions): FileWatch {
  const { clock, logger, onChange, ignoredFolder, ignores = () => false } = options;
  let watched = new Set(options.files);
  let pending: CancelTimer | undefined;
  let running: Promise<void> | undefined;
  let changedMeanwhile = false;
  let stopped = false;
  const ready = deferred<void>();

  // A file is watched through its folder, because saving often replaces it by another one of the same name.
  const watcher = watch([...watched].map(rootOf), {
    ignoreInitial: true,
    ignored: (candidate) => isIgnored(candidate, watched, ignoredFolder) || ignores(candidate),
  });
  watcher
    .on('all', (_event, changed) => {
      if (covers(watched, changed)) noteChange();
    })
    .on('error', (error) => {
      logger.warn(
        `Watching files failed: ${messageOf(error)} Restart after changes, or raise fs.inotify.max_user_watches.`,
      );
    })
    .on('ready', () => {
      ready.resolve();
    });

  function noteChange(): void {
    if (stopped) return;
    if (running !== undefined) {
      changedMeanwhile = true;
      return;
    }
    pending?.();
    pending = clock.schedule(quietMs, () => {
      pending = undefined;
      running = run().finally(() => {
        running = undefined;
        if (!changedMeanwhile) return;
        changedMeanwhile = false;
        noteChange();
      });
    });
  }

  async function run(): Promise<void> {
    const next = await onChange();
    if (next === undefined || stopped) return;
    const before = watched;
    watched = new Set(next);
    exchangeRoots(watcher, before, watched);
  }

  return {
    ready: ready.promise,
    async [Symbol.asyncDispose]() {
      stopped = true;
      pending?.();
      await watcher.close();
      ready.resolve();
      await running;
    },
  };
}

function exchangeRoots(watcher: FSWatcher, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
  const oldRoots = new Set([...before].map(rootOf));
  const newRoots = new Set([...after].map(rootOf));
  const added = [...newRoots].filter((root) => !oldRoots.has(root));
  const removed = [...oldRoots].filter((root) => !newRoots.has(root));
  if (removed.length > 0) watcher.unwatch(removed);
  if (added.length > 0) watcher.add(added);
}

/** The folder that is watched for `file`: itself, or the nearest one around it that exists. */
function rootOf(file: string): string {
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  const parent = path.dirname(file);
  return isFolder || parent === file ? file : rootOf(parent);
}

/** Whether a change of `changed` is a change of what is watched. */
function covers(watched: ReadonlySet<string>, changed: string): boolean {
  return [...watched].some((file) => changed === file || changed.startsWith(file + path.sep));
}

/** What lies neither in a watched folder nor on the way to a watched file; noise; and packages, whose manager tells when it is done. */
function isIgnored(candidate: string, watched: ReadonlySet<string>, ignoredFolder: string): boolean {
  if (candidate === ignoredFolder || candidate.startsWith(ignoredFolder + path.sep)) return true;
  const roots = [...watched].filter((file) => candidate === file || candidate.startsWith(file + path.sep));
  if (roots.length === 0) return ![...watched].some((file) => file.startsWith(candidate + path.sep));
  return roots.every((root) => {
    const segments = path.relative(root, candidate).split(path.sep);
    if (segments.some((segment) => projectNoise.has(segment) || generated.has(segment))) return true;
    const packages = segments.indexOf('node_modules');
    const inside = packages === -1 ? undefined : segments[packages + 1];
    return inside !== undefined && inside !== '.package-lock.json';
  });
}

// cspell:ignore pycache pytest mypy venv
/** Written by tools while code runs or is linted. */
const generated = new Set(['__pycache__', '.pytest_cache', '.mypy_cache', '.venv']);
