import { existsSync } from 'node:fs';
import path from 'node:path';
import { handlerFiles, runtimeNamed } from '../model/index.js';
import type { ProjectFunction } from '../registry/index.js';

/** Remembers whose code had the file that its handler names: a build may remove that for a while, and a layer may always have brought it. */
export class HandlersSeen {
  readonly #seen = new Set<string>();

  /** Why the function cannot be loaded now, although it could before; undefined while the file is there, or never was. */
  lossOf({ version: { name, package: code } }: ProjectFunction): string | undefined {
    if (code.packageType === 'Image' || code.code.kind !== 'folder') return undefined;
    const { path: folder } = code.code;
    const family = runtimeNamed(code.runtime)?.family;
    const named = family === undefined ? undefined : handlerFiles(code.handler, family);
    if (named === undefined || named === 'no-function') return undefined;
    const key = `${name}\0${folder}\0${code.handler}`;
    if (named.files.some((file) => existsSync(path.join(folder, file)))) {
      this.#seen.add(key);
      return undefined;
    }
    return this.#seen.has(key) ? `its handler "${code.handler}" has lost its file in "${folder}".` : undefined;
  }
}
