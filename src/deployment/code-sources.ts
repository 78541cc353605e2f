import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '../base/index.js';
import type { CodeSource, StackCode, StackObject } from '../model/index.js';
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

/** The bytes of an object in S3; rejects with the store's reason, or because there is no store. */
export type FetchObject = (object: StackObject) => Promise<Buffer>;

/** Made anew for each deployment, because files change in between. */
export function createCodeSources(store: CodeStore, folders: FolderDigests, fetchObject: FetchObject): CodeSources {
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
        case 'object': {
          const name = `s3://${code.bucket}/${code.key}`;
          const key = `${name} ${code.versionId ?? ''}`;
          return stored(await once(archives, key, async () => store.put(await fetched(code, fetchObject))), name);
        }
        case 'inline':
          return stored(await store.put(await zipOf(code.fileName, code.text)));
      }
    },
  };
}

async function fetched(object: StackObject, fetchObject: FetchObject): Promise<Buffer> {
  try {
    return await fetchObject(object);
  } catch (cause) {
    const name = `"s3://${object.bucket}/${object.key}"`;
    throw new Error(
      `${name} is not on this machine and cannot be fetched (${messageOf(cause)}) Point it at a folder, zip or jar, or run "sam build"`,
      { cause },
    );
  }
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
  const zip = new (await import('yazl')).ZipFile();
  zip.addBuffer(Buffer.from(text), fileName, { mtime: new Date('1980-01-01T00:00:00'), mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream);
}
