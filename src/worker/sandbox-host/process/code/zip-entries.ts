import path from 'node:path';
import type { Entry } from 'yauzl';

export type ZipEntryKind = 'file' | 'folder' | 'symlink';

const fileTypeMask = 0o170000;
const symlinkType = 0o120000;
const folderType = 0o040000;
const madeByUnix = 3;

/** What an entry of a zip is, with its permissions; archives made without Unix modes get 755 and 644. */
export function describeEntry(entry: Entry): { readonly kind: ZipEntryKind; readonly permissions: number } {
  const hasMode = entry.versionMadeBy >> 8 === madeByUnix;
  const mode = hasMode ? entry.externalFileAttributes >>> 16 : 0;
  const type = mode & fileTypeMask;
  const kind =
    type === symlinkType ? 'symlink' : type === folderType || entry.fileName.endsWith('/') ? 'folder' : 'file';
  return { kind, permissions: mode & 0o777 || (kind === 'file' ? 0o644 : 0o755) };
}

/** Whether the target of a symbolic link at `link` (relative to the archive's root) stays below the root, by its text. */
export function staysInside(link: string, target: string): boolean {
  if (path.posix.isAbsolute(target) || target.includes('\0')) return false;
  const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(link), target));
  return resolved !== '..' && !resolved.startsWith('../');
}
