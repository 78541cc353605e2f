import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ifPresent } from '../../base/index.js';
import { isLog, projectNoise } from '../../model/index.js';

/** By absolute path the SHA-256 of a source's content. */
export type SourceFiles = ReadonlyMap<string, string>;

/** Reads the sources in a folder; a file is opened only when its size or times have changed since it was last read. */
export class SourceReader {
  readonly #known = new Map<string, { readonly state: string; readonly sha256: string }>();

  constructor(private readonly ignores: (file: string) => boolean) {}

  /** Packages, noise, logs and what lies in the folders of `except` are no sources. */
  async read(folder: string, except: ReadonlySet<string>): Promise<SourceFiles> {
    const found = new Map<string, string>();
    const visit = async (place: string): Promise<void> => {
      for (const entry of await readdir(place, { withFileTypes: true }).catch(() => [])) {
        const inside = path.join(place, entry.name);
        if (projectNoise.has(entry.name) || entry.name === 'node_modules' || isLog(entry.name)) continue;
        if (except.has(inside) || this.ignores(inside)) continue;
        if (entry.isDirectory()) await visit(inside);
        else if (entry.isFile()) {
          const sha256 = await ifPresent(this.#sha256Of(inside));
          if (sha256 !== undefined) found.set(inside, sha256);
        }
      }
    };
    await visit(folder);
    return found;
  }

  async #sha256Of(file: string): Promise<string> {
    const { size, mtimeMs, ctimeMs, ino } = await stat(file);
    const state = `${size}:${mtimeMs}:${ctimeMs}:${ino}`;
    const known = this.#known.get(file);
    if (known?.state === state) return known.sha256;
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    this.#known.set(file, { state, sha256 });
    return sha256;
  }
}

/** Files that both have, with another content in `after`. */
export function changedFiles(before: SourceFiles, after: SourceFiles): readonly string[] {
  return [...before].filter(([file, sha256]) => after.has(file) && after.get(file) !== sha256).map(([file]) => file);
}

/** Whether the same files have the same content. */
export function isSameSources(one: SourceFiles, other: SourceFiles): boolean {
  return one.size === other.size && [...one].every(([file, sha256]) => other.get(file) === sha256);
}
