import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { CodeSource, StackCode } from '../model/index.js';
import type { CodeStore, StoredCode } from '../storage/index.js';
import type { FolderDigest, FolderDigests } from './folder-digest.js';

/** Code that has its digest, and how many bytes it has. */
export interface DigestedCode {
  readonly source: CodeSource;
  readonly size: number;
}

/** Turns the code of one stack into sources of function versions; the same folder or archive is looked at once. */
export interface CodeSources {
  digested(code: StackCode): Promise<DigestedCode>;
}

/** Made anew for each deployment, because files change in between. */
export function createCodeSources(store: CodeStore, folders: FolderDigests): CodeSources {
  const folderDigests = new Map<string, Promise<FolderDigest>>();
  const archives = new Map<string, Promise<StoredCode>>();
  return {
    async digested(code) {
      switch (code.kind) {
        case 'folder': {
          const { digest, size } = await once(folderDigests, code.path, () => folders.digest(code.path));
          return { source: { kind: 'folder', digest, path: code.path, live: false }, size };
        }
        case 'archive':
          return stored(
            await once(archives, code.path, async () => store.put(await readArchive(code.path))),
            code.path,
          );
        case 'inline':
          return stored(await store.put(await zipOf(code.fileName, code.text)));
      }
    },
  };
}

function stored({ digest, path, size }: StoredCode, givenAs?: string): DigestedCode {
  return { source: { kind: 'archive', digest, path, ...(givenAs !== undefined && { givenAs }) }, size };
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

async function readArchive(file: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size === 0) throw new Error(`"${file}" is empty`);
  return readFile(file);
}

/** Equal text makes an equal zip, so that the generation stays. */
async function zipOf(fileName: string, text: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), fileName, { mtime: new Date('1980-01-01T00:00:00'), mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream);
}
