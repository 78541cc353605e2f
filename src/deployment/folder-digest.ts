import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, ifPresent } from '../base/index.js';
import { projectNoise } from '../model/index.js';
import type { DocumentStore } from '../storage/index.js';

/**
 * Digests folders; what a file's content hashed to is kept, and used again while size, times and inode are the same.
 * What vanishes while a folder is read, as an editor's draft does, is not in it.
 */
export interface FolderDigests {
  /** Lower-case hex, over paths, modes and contents; and the bytes of all files. */
  digest(folder: string): Promise<FolderDigest>;
}

export interface FolderDigest {
  readonly digest: string;
  readonly size: number;
}

/** By path in the folder: what identifies a state of the file without reading it, and the SHA-256 of its content. */
type KnownFiles = Readonly<Record<string, readonly [state: string, sha256: string]>>;

const collection = 'folder-digests';
const filesAtOnce = 16;

export function createFolderDigests(documents: DocumentStore, clock: Clock): FolderDigests {
  return {
    async digest(folder) {
      const known = (documents.get(collection, folder) ?? {}) as KnownFiles;
      const entries = await listEntries(folder);
      const now: Record<string, readonly [string, string]> = {};
      let size = 0;
      const lines = await mapLimited(entries, async (entry) => {
        if (entry.kind !== 'file') return [`${entry.path}\0${entry.kind}\0${entry.target}`];
        const state = stateOf(entry.stats);
        const before = known[entry.path];
        const sha256 = before?.[0] === state ? before[1] : await ifPresent(hashFile(entry.absolute));
        if (sha256 === undefined) return [];
        if (isSettled(entry.stats, clock.now())) now[entry.path] = [state, sha256];
        size += Number(entry.stats.size);
        return [`${entry.path}\0${(entry.stats.mode & 0o777n).toString(8)}\0${sha256}`];
      });
      if (JSON.stringify(now) !== JSON.stringify(known)) await documents.put(collection, folder, now);
      return { digest: createHash('sha256').update(lines.flat().sort().join('\n')).digest('hex'), size };
    },
  };
}

type Entry =
  | { readonly kind: 'file'; readonly path: string; readonly absolute: string; readonly stats: BigIntStats }
  | { readonly kind: 'folder' | 'link'; readonly path: string; readonly target: string };

async function listEntries(root: string): Promise<Entry[]> {
  const realRoot = await realpath(root);
  const visit = async (absolute: string, relative: string, above: readonly string[]): Promise<Entry[]> => {
    const found = relative === '' ? await readdir(absolute) : ((await ifPresent(readdir(absolute))) ?? []);
    const names = found.filter((name) => !projectNoise.has(name));
    const nested = await mapLimited(names, async (name): Promise<Entry[]> => {
      const inside = path.join(absolute, name);
      const shown = relative === '' ? name : `${relative}/${name}`;
      const own = await ifPresent(lstat(inside, { bigint: true }));
      if (own === undefined) return [];
      if (own.isFile()) return [{ kind: 'file', path: shown, absolute: inside, stats: own }];
      if (own.isDirectory())
        return [{ kind: 'folder', path: shown, target: '' }, ...(await visit(inside, shown, above))];
      return own.isSymbolicLink() ? visitLink(inside, shown, above) : [];
    });
    return nested.flat();
  };
  /** A link that stays in the folder counts by its target's name, one that leaves it (workspaces, pnpm) by what it leads to. */
  const visitLink = async (link: string, shown: string, above: readonly string[]): Promise<Entry[]> => {
    const target = await ifPresent(readlink(link));
    if (target === undefined) return [];
    const entry: Entry = { kind: 'link', path: shown, target };
    const real = await realpath(link).catch(() => undefined);
    if (real === undefined || isInside(realRoot, real) || above.includes(real)) return [entry];
    const stats = await ifPresent(stat(real, { bigint: true }));
    if (stats === undefined) return [entry];
    if (stats.isFile()) return [{ kind: 'file', path: shown, absolute: real, stats }];
    return stats.isDirectory() ? [entry, ...(await visit(real, shown, [...above, real]))] : [entry];
  };
  return visit(root, '', []);
}

function isInside(root: string, file: string): boolean {
  return file === root || file.startsWith(root + path.sep);
}

function stateOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
}

/** A file written in this very moment may be written again without its times telling: it is read anew the next time. */
function isSettled({ mtimeMs, ctimeMs }: BigIntStats, nowMs: number): boolean {
  return nowMs - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs) > 2000;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function mapLimited<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await map(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(filesAtOnce, items.length) }, worker));
  return results;
}
