import path from 'node:path';
import type { StackFunction } from '../../model/index.js';

/**
 * Where each function has the project to itself, by its name: the highest folder around its code, below `project`, that holds no other
 * function's code. A function without such a folder is left out.
 */
export function ownPlaces(functions: readonly StackFunction[], project: string): ReadonlyMap<string, string> {
  const folders = functions.flatMap(({ name, package: code }) =>
    code.packageType === 'Zip' && 'path' in code.code ? [{ name, folder: code.code.path }] : [],
  );
  const places = new Map<string, string>();
  for (const { name, folder } of folders) {
    const others = folders.filter((other) => other.name !== name).map((other) => other.folder);
    const place = highestAlone(folder, project, others);
    if (place !== undefined) places.set(name, place);
  }
  return places;
}

function highestAlone(folder: string, project: string, others: readonly string[]): string | undefined {
  const isAlone = folder.startsWith(project + path.sep) && !others.some((other) => isInside(folder, other));
  if (!isAlone) return undefined;
  return highestAlone(path.dirname(folder), project, others) ?? folder;
}

function isInside(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder + path.sep);
}
