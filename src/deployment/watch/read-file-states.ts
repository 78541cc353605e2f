import type { BigIntStats } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { namesIn } from './names-in.js';
import type { WatchedPaths } from './watched-paths.js';

/** What was found of watched files: by absolute path what tells one state of a file from the next, and when it last changed. */
export type FileStates = ReadonlyMap<string, FileState>;

export interface FileState {
  readonly state: string;
  readonly changedMs: number;
}

/** Told at least once of a folder that is about to be read; `identity` is another one when another folder has taken its place. */
export type MeetFolder = (folder: string, identity: string) => void;

interface FolderPlace {
  readonly folder: string;
  /** Without links. */
  readonly real: string;
  /** The real paths of the links that led here. */
  readonly above: readonly string[];
}

/**
 * Looks at everything that the paths cover, and at the folders and links on the way there, by names, sizes and times; nothing is opened.
 * `meet` is told of each folder before its content is read, so that what it arms sees every later change. What vanishes meanwhile is
 * not there. Links to folders are followed, also on the way, once each.
 */
export async function readFileStates(paths: WatchedPaths, meet: MeetFolder): Promise<FileStates> {
  const states = new Map<string, FileState>();
  const visited = new Set<string>();
  const steps = new Map<string, Set<string>>();
  for (const root of paths.roots) addSteps(root, steps);

  const visitFolder = async ({ folder, real, above }: FolderPlace, stats: BigIntStats): Promise<void> => {
    if (visited.has(folder)) return;
    visited.add(folder);
    const arm = (): void => {
      meet(folder, `${stats.dev}:${stats.ino}:${stats.birthtimeNs}`);
    };
    const isCovered = paths.covers(folder);
    if (isCovered) arm();
    const names = isCovered ? await present(namesIn(real)) : steps.get(folder);
    await Promise.all(
      [...(names ?? [])].map((name) =>
        visit({ folder: path.join(folder, name), real: path.join(real, name), above }, arm),
      ),
    );
  };

  const visit = async (place: FolderPlace, armFolder: () => void): Promise<void> => {
    const { folder: file } = place;
    const isCovered = paths.covers(file);
    if (!isCovered && !paths.leadsTo(file)) return;
    // Far above what is watched only links are looked at: other folders there would wake us for nothing.
    if (paths.roots.has(file)) armFolder();
    let own = await present(lstat(file, { bigint: true }));
    if (own === undefined || own.isSymbolicLink()) {
      armFolder();
      own = await present(lstat(file, { bigint: true }));
    }
    if (own === undefined) return;
    if (own.isSymbolicLink()) await visitLink(place, own);
    else if (own.isDirectory()) {
      if (isCovered) states.set(file, { state: 'folder', changedMs: Number(own.birthtimeMs) });
      await visitFolder(place, own);
    } else if (isCovered) states.set(file, stateOf(own));
  };

  const visitLink = async ({ folder: link, above }: FolderPlace, own: BigIntStats): Promise<void> => {
    const [target, real, stats] = await Promise.all([
      present(readlink(link)),
      present(realpath(link)),
      present(stat(link, { bigint: true })),
    ]);
    const { state, changedMs } = stateOf(own);
    const followed = stats?.isFile() === true ? stateOf(stats) : undefined;
    states.set(link, {
      state: `${state}>${target ?? ''}>${followed?.state ?? ''}`,
      changedMs: Math.max(changedMs, followed?.changedMs ?? 0),
    });
    if (real === undefined || stats?.isDirectory() !== true || above.includes(real)) return;
    await visitFolder({ folder: link, real, above: [...above, real] }, stats);
  };

  await Promise.all([...paths.roots].map((root) => visitTop(path.parse(root).root)));
  return states;

  async function visitTop(top: string): Promise<void> {
    const stats = await present(stat(top, { bigint: true }));
    if (stats !== undefined) await visitFolder({ folder: top, real: top, above: [] }, stats);
  }
}

/** By folder the names in it that lead to `file`. */
function addSteps(file: string, steps: Map<string, Set<string>>): void {
  const folder = path.dirname(file);
  if (folder === file) return;
  const names = steps.get(folder) ?? new Set();
  steps.set(folder, names.add(path.basename(file)));
  addSteps(folder, steps);
}

function stateOf({ size, mode, mtimeNs, ctimeNs, ctimeMs, ino }: BigIntStats): FileState {
  return { state: `${size}:${mode}:${mtimeNs}:${ctimeNs}:${ino}`, changedMs: Number(ctimeMs) };
}

/** What cannot be read has no state: whoever needs its content will say why. */
async function present<T>(read: Promise<T>): Promise<T | undefined> {
  return read.catch(() => undefined);
}
