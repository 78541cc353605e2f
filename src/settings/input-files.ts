import path from 'node:path';
import type { Given } from './option.js';
import type { OptionKey } from './options/index.js';

/** Options whose value may be a file's name. */
const ofFiles: readonly OptionKey[] = ['env-vars', 'container-env-vars'];

/** Absolute: the files that the given values were read from, so that an edit can be seen. */
export function inputFilesOf(given: ReadonlyMap<OptionKey, Given>): readonly string[] {
  const named = ofFiles.flatMap((key) => {
    const value = given.get(key);
    return typeof value?.raw === 'string' ? [path.resolve(value.folder, value.raw.trim())] : [];
  });
  const parameters = given.get('parameter-overrides');
  const pieces = [parameters?.raw].flat().filter((piece): piece is string => typeof piece === 'string');
  const files = pieces
    .filter((piece) => piece.trim().startsWith('file://'))
    .map((piece) => path.resolve(parameters?.folder ?? '.', piece.trim().slice('file://'.length)));
  return [...named, ...files];
}
