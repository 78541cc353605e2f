import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readlink, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Entry, ZipFile } from 'yauzl';
import { messageOf, UserError } from '../../../../base/index.js';
import { limits } from '../../../../model/index.js';
import { describeEntry, staysInside } from './zip-entries.js';

/**
 * Unpacks a zip into `folder`, which must be empty, with its modes and symbolic links. Rejects with a `UserError` what is no
 * zip, what leaves the folder by a name or a link, and what is larger than AWS allows; the folder is then to be thrown away.
 * Messages name the zip `archive`.
 */
export async function unpackZip(file: string, folder: string, archive = file): Promise<void> {
  let zip: ZipFile;
  try {
    const yauzl = await import('yauzl');
    zip = await yauzl.openPromise(file, { lazyEntries: true });
  } catch (error) {
    throw badArchive(archive, messageOf(error));
  }
  try {
    await unpackEntries(zip, archive, folder);
  } catch (error) {
    throw error instanceof UserError || isSystemError(error) ? error : badArchive(archive, messageOf(error));
  } finally {
    zip.close();
  }
}

async function unpackEntries(zip: ZipFile, archive: string, folder: string): Promise<void> {
  const links = new Map<string, string>();
  const folderModes = new Map<string, number>();
  let unpackedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    unpackedBytes += entry.uncompressedSize;
    if (unpackedBytes > limits.unzippedCode) {
      throw badArchive(archive, `its content is larger than the ${limits.unzippedCode} bytes that AWS allows`);
    }
    const { kind, permissions } = describeEntry(entry);
    const name = entry.fileName.replace(/\/$/, '');
    const target = path.join(folder, name);
    if (kind === 'symlink') {
      links.set(name, await text(await zip.openReadStreamPromise(entry)));
    } else if (kind === 'folder') {
      await mkdir(target, { recursive: true });
      folderModes.set(target, permissions);
    } else {
      await writeEntry(zip, entry, target, permissions);
    }
  }
  // Last of all, so that nothing is written through a link or into a folder without write permission.
  await makeLinks(archive, folder, links);
  for (const [target, permissions] of [...folderModes].reverse()) await chmod(target, permissions | 0o500);
}

async function writeEntry(zip: ZipFile, entry: Entry, target: string, permissions: number): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
  await chmod(target, permissions);
}

async function makeLinks(archive: string, folder: string, links: ReadonlyMap<string, string>): Promise<void> {
  const root = await realpath(folder);
  for (const [name, target] of links) {
    if (!staysInside(name, target)) throw escapingLink(archive, name, target);
    const link = path.join(folder, name);
    await mkdir(path.dirname(link), { recursive: true });
    if (!isBelow(root, await realpath(path.dirname(link)))) throw escapingLink(archive, name, target);
    try {
      await symlink(target, link);
    } catch (error) {
      throw badArchive(archive, `the symbolic link "${name}" cannot be made: ${messageOf(error)}`);
    }
  }
  // By its text a link may stay inside and yet lead out through another link.
  for (const name of links.keys()) {
    const link = path.join(folder, name);
    const real = await realpath(link).catch(() => undefined);
    if (real !== undefined && !isBelow(root, real)) throw escapingLink(archive, name, await readlink(link));
  }
}

function isBelow(root: string, file: string): boolean {
  return file === root || file.startsWith(root + path.sep);
}

function escapingLink(archive: string, name: string, target: string): UserError {
  return badArchive(archive, `the symbolic link "${name}" leads out of the archive, to "${target}"`);
}

function badArchive(archive: string, why: string): UserError {
  return new UserError(
    `The archive "${archive}" cannot be unpacked: ${why.replace(/\.$/, '')}. Build and upload it again.`,
  );
}

function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
