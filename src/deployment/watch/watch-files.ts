import { type CancelTimer, type Clock, deferred, type Logger } from '../../base/index.js';
import { FolderWatchers } from './folder-watchers.js';
import { type FileSystemOf, type PollingChoice, reasonToPoll } from './needs-polling.js';
import { createTells } from './tells.js';
import type { IgnoreRules } from './watched-paths.js';
import { WatchedTree } from './watched-tree.js';

export interface FileWatchOptions extends IgnoreRules {
  /** Absolute files and folders; what does not exist yet is seen when it appears. */
  readonly files: readonly string[];
  /** What has changed since then counts as changed: it may have been read before. */
  readonly sinceMs: number;
  readonly polling: PollingChoice;
  /** Default: as the machine says. */
  readonly fileSystemOf?: FileSystemOf;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Runs once for changes that come close together, and never twice at a time; what it answers is watched from then on. Never rejects. */
  readonly onChange: () => Promise<readonly string[] | undefined>;
}

export interface FileWatch extends AsyncDisposable {
  /** Settles when later changes are seen. */
  readonly ready: Promise<void>;
}

/** Editors write several files at once, and some in several steps. */
const quietMs = 100;
/** Who writes on and on is not waited for. */
const longestUnrestMs = 2000;
/** Looking takes a fifth of the time at most, unless that would be too seldom. */
const pollMs = 500;
const restPerLook = 4;
const longestRestMs = 2000;

/** Hints of the operating system, or a timer where there are none, start a look at the files; only what a look finds is a change. */
export function watchFiles(options: FileWatchOptions): FileWatch {
  const { clock, logger, onChange } = options;
  const ready = deferred<void>();
  const tell = createTells(logger, pollMs);
  const tree = new WatchedTree(options);
  const watchers = new FolderWatchers({
    onHint(file) {
      if (tree.concerns(file)) hinted();
    },
    onExhausted(error) {
      tell.exhausted(error);
      hinted();
    },
  });
  let isPolling = false;
  let isStopped = false;
  let isHinted = false;
  let restlessSinceMs: number | undefined;
  let lookTookMs = 0;
  let cancelQuiet: CancelTimer | undefined;
  let cancelPoll: CancelTimer | undefined;
  let running: Promise<void> | undefined;

  tree.follow(options.files, options.sinceMs);
  run();

  function hinted(): void {
    isHinted = true;
    if (isStopped || running !== undefined) return;
    restlessSinceMs ??= clock.monotonicMs();
    const patienceMs = restlessSinceMs + longestUnrestMs - clock.monotonicMs();
    cancelQuiet?.();
    cancelQuiet = clock.schedule(Math.max(0, Math.min(quietMs, patienceMs)), run);
  }

  function run(): void {
    if (isStopped || running !== undefined) return;
    cancelQuiet?.();
    cancelPoll?.();
    isHinted = false;
    restlessSinceMs = undefined;
    running = applyChanges().finally(() => {
      running = undefined;
      ready.resolve();
      if (isHinted) hinted();
      else if (isPolling) pollLater();
    });
  }

  function pollLater(): void {
    if (!isStopped)
      cancelPoll = clock.schedule(Math.max(pollMs, Math.min(restPerLook * lookTookMs, longestRestMs)), run);
  }

  async function applyChanges(): Promise<void> {
    await choosePolling();
    const hasChanged = await look();
    ready.resolve();
    if (!hasChanged || isStopped) return;
    if (isPolling) await untilQuiet();
    const sinceMs = clock.now();
    const next = await onChange();
    if (next === undefined || isSame(tree.roots, next)) return;
    tree.follow(next, sinceMs);
    isHinted = true;
  }

  async function look(): Promise<boolean> {
    const beganMs = clock.monotonicMs();
    const met = new Set<string>();
    const hasChanged = await tree.look((folder, identity) => {
      met.add(folder);
      if (options.polling !== 'on' && !isStopped) watchers.meet(folder, identity);
    });
    watchers.keepOnly(met);
    lookTookMs = clock.monotonicMs() - beganMs;
    return hasChanged;
  }

  async function choosePolling(): Promise<void> {
    const reasons = await Promise.all(
      [...tree.roots].map(async (root) => ({
        root,
        reason: await reasonToPoll(root, options.polling, options.fileSystemOf),
      })),
    );
    const [silent] = reasons.filter(({ reason }) => reason !== undefined);
    if (silent?.reason !== undefined && options.polling === 'auto') tell.silent(silent.root, silent.reason);
    isPolling = silent !== undefined || watchers.isExhausted;
  }

  /** No hints tell whether somebody is still writing. */
  async function untilQuiet(): Promise<void> {
    const endMs = clock.monotonicMs() + longestUnrestMs;
    do await new Promise<void>((resolve) => clock.schedule(quietMs, resolve));
    while (!isStopped && (await look()) && clock.monotonicMs() < endMs);
  }

  return {
    ready: ready.promise,
    async [Symbol.asyncDispose]() {
      isStopped = true;
      cancelQuiet?.();
      cancelPoll?.();
      watchers.close();
      ready.resolve();
      await running;
    },
  };
}

function isSame(before: ReadonlySet<string>, after: readonly string[]): boolean {
  const now = new Set(after);
  return now.size === before.size && [...now].every((file) => before.has(file));
}
