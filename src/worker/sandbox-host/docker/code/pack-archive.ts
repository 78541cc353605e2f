import { text } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { messageOf, UserError } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import { type ArchiveEntry, archiveEntry, ArchiveInspector } from './archive-entry.js';
import { type BootstrapSight, HEAD_BYTES } from './bootstrap-sight.js';
import type { BootstrapState } from './delivered-code.js';
import { headOfStream } from './read-head.js';
import type { TarWriter } from './tar-writer.js';

type ArchiveSource = Extract<CodeSource, { readonly kind: 'archive' }>;

/**
 * Streams a zip's entries into `tar`, with their modes and links, without unpacking anything on this machine. The whole list is
 * judged before the first byte is sent. Answers what is known about `bootstrap`.
 */
export async function packArchive(
  source: ArchiveSource,
  tar: TarWriter,
  sight: BootstrapSight,
): Promise<BootstrapState> {
  const { path: file, givenAs: archive = file } = source;
  const zip = await openZip(file, archive);
  try {
    const inspector = new ArchiveInspector(archive);
    const entries = await readEntries(zip, archive);
    for (const [, entry] of entries) inspector.inspect(entry);
    let bootstrap: BootstrapState = 'absent';
    for (const [raw, entry] of entries) {
      if (entry.name === 'bootstrap') bootstrap = await judgeBootstrap(zip, raw, entry, sight);
      await packEntry(zip, raw, entry, inspector, tar);
    }
    return bootstrap;
  } finally {
    zip.close();
  }
}

async function openZip(file: string, archive: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: false });
  } catch (error) {
    throw notAZip(archive, error);
  }
}

async function readEntries(zip: ZipFile, archive: string): Promise<readonly (readonly [Entry, ArchiveEntry])[]> {
  const entries: [Entry, ArchiveEntry][] = [];
  try {
    for await (const raw of zip.eachEntry()) {
      if (raw.isEncrypted()) throw new Error(`the entry "${raw.fileName}" is encrypted`);
      entries.push([raw, archiveEntry(raw.fileName, raw.externalFileAttributes, raw.uncompressedSize)]);
    }
    return entries;
  } catch (error) {
    throw notAZip(archive, error);
  }
}

/** A link is left to the engine, which says when it leads nowhere. */
async function judgeBootstrap(
  zip: ZipFile,
  raw: Entry,
  { kind, mode }: ArchiveEntry,
  sight: BootstrapSight,
): Promise<BootstrapState> {
  if (kind === 'symlink') return 'executable';
  if (kind === 'directory') return 'not-executable';
  return sight.judgeFile(mode, await headOfStream(await zip.openReadStreamPromise(raw), HEAD_BYTES));
}

async function packEntry(
  zip: ZipFile,
  raw: Entry,
  entry: ArchiveEntry,
  inspector: ArchiveInspector,
  tar: TarWriter,
): Promise<void> {
  if (entry.kind === 'directory') {
    await tar.folder(entry);
    return;
  }
  const content = await zip.openReadStreamPromise(raw);
  if (entry.kind === 'file') {
    await tar.file(entry, entry.size, content);
    return;
  }
  const target = await text(content);
  inspector.inspectLink(entry, target);
  await tar.symlink(entry, target);
}

/** yauzl itself refuses names with `..`, absolute names and sizes that lie: its words are kept. */
function notAZip(archive: string, error: unknown): UserError {
  return new UserError(`The archive "${archive}" cannot be unpacked: ${messageOf(error)}. Pack it anew.`, {
    cause: error,
  });
}
