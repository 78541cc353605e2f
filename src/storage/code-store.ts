import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, PlatformError, randomHex } from '../base/index.js';
import type { CodeStore, StoredCode } from './storage.js';

const zipName = /^([0-9a-f]{64})\.zip$/;

/** Opens the store in `folder`, which is made when it is missing; half-written files of a dead process are removed. */
export async function openCodeStore(folder: string): Promise<CodeStore> {
  await mkdir(folder, { recursive: true });
  const digests = await readDigests(folder);
  const pathFor = (digest: string): string => path.join(folder, `${digest}.zip`);

  const write = async (digest: string, bytes: Buffer): Promise<void> => {
    const unfinished = path.join(folder, `${digest}.${randomHex(6)}.tmp`);
    try {
      await writeFile(unfinished, bytes);
      await rename(unfinished, pathFor(digest));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw new PlatformError(
        `The code cannot be kept in "${folder}": ${messageOf(error)}. Free some space there, or look at its permissions.`,
        { cause: error },
      );
    }
    digests.add(digest);
  };

  return {
    async put(bytes): Promise<StoredCode> {
      const digest = createHash('sha256').update(bytes).digest('hex');
      if (!digests.has(digest)) await write(digest, bytes);
      return { digest, path: pathFor(digest), size: bytes.length };
    },
    pathOf: (digest) => (digests.has(digest) ? pathFor(digest) : undefined),
    async prune(keepDigests) {
      const unused = [...digests].filter((digest) => !keepDigests.has(digest));
      for (const digest of unused) {
        digests.delete(digest);
        await rm(pathFor(digest), { force: true });
      }
    },
  };
}

async function readDigests(folder: string): Promise<Set<string>> {
  const digests = new Set<string>();
  for (const name of await readdir(folder)) {
    const digest = zipName.exec(name)?.[1];
    if (digest !== undefined) digests.add(digest);
    else if (name.endsWith('.tmp')) await rm(path.join(folder, name), { force: true });
  }
  return digests;
}
