import path from 'node:path';
import { isLog, projectNoise } from '../../model/index.js';

/** Which paths of the file system concern somebody who watches some files and folders. */
export interface WatchedPaths {
  /** Absolute files and folders; what does not exist yet counts when it appears. */
  readonly roots: ReadonlySet<string>;
  /** Whether a change of `file` is one of what is watched. */
  covers(file: string): boolean;
  /** Whether a watched file or folder lies below `folder`, so that it has to be looked through. */
  leadsTo(folder: string): boolean;
}

export interface IgnoreRules {
  /** Hearth's own data, never watched. */
  readonly ignoredFolder: string;
  /** Told for absolute paths whose change means nothing. */
  readonly ignores?: (file: string) => boolean;
}

/** Noise is not covered; a root itself always is. */
export function watchedPaths(
  files: Iterable<string>,
  { ignoredFolder, ignores = () => false }: IgnoreRules,
): WatchedPaths {
  const roots = new Set(files);
  const onTheWay = new Set([...roots].flatMap(foldersAround));
  return {
    roots,
    covers(file) {
      if (file === ignoredFolder || file.startsWith(ignoredFolder + path.sep)) return false;
      if (roots.has(file)) return true;
      return rootsAround(file, roots).some((root) => !isNoise(path.relative(root, file))) && !ignores(file);
    },
    leadsTo: (folder) => onTheWay.has(folder),
  };
}

function foldersAround(file: string): string[] {
  const parent = path.dirname(file);
  return parent === file ? [] : [parent, ...foldersAround(parent)];
}

function rootsAround(file: string, roots: ReadonlySet<string>): string[] {
  return foldersAround(file).filter((folder) => roots.has(folder));
}

function isNoise(relative: string): boolean {
  if (isLog(relative)) return true;
  return relative.split(path.sep).some((segment) => projectNoise.has(segment) || generated.has(segment));
}

// cspell:ignore pycache pytest mypy venv
/** Written by tools while code runs or is linted. */
const generated = new Set(['__pycache__', '.pytest_cache', '.mypy_cache', '.venv']);
