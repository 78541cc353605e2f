import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, PlatformError, randomHex, UserError } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import { mergeFolder } from './merge-folder.js';
import { unpackZip } from './unpack-zip.js';

/** Where the files of functions and layers lie on this machine: archives unpacked once per digest, folders in place. */
export class CodeCache {
  readonly #running = new Map<string, Promise<string>>();

  constructor(private readonly folder: string) {}

  /** The folder with the files of `source`; whoever asks for the same digest shares the work. */
  async folderOf(source: CodeSource): Promise<string> {
    if (source.kind === 'archive') {
      return this.#once('code', source.digest, (target) => unpackZip(source.path, target, source.givenAs));
    }
    if (!isFolder(source.path)) {
      throw new UserError(`The code folder "${source.path}" does not exist. Build the function, or correct its path.`);
    }
    return source.path;
  }

  /** The folder that stands for `/opt`: a single layer's own files, else all layers merged, later ones over earlier ones. */
  async optFolderOf(layers: readonly CodeSource[]): Promise<string> {
    const folders = await Promise.all(layers.map((layer) => this.folderOf(layer)));
    const [only] = folders;
    if (only !== undefined && folders.length === 1) return only;
    const key = createHash('sha256')
      .update(layers.map((layer) => layer.digest).join())
      .digest('hex');
    return this.#once('layers', key, async (target) => {
      for (const folder of folders) await mergeFolder(folder, target);
    });
  }

  /** Node looks for the nearest package.json upwards: as on Lambda, that of the user's project around the cache must not count. */
  async #stopLookups(): Promise<void> {
    const file = path.join(this.folder, 'package.json');
    if (existsSync(file)) return;
    await mkdir(this.folder, { recursive: true });
    // Under another name first: a runtime that starts at this moment must not read half of it.
    const partial = `${file}.${randomHex(8)}.partial`;
    await writeFile(partial, '{}\n');
    await rename(partial, file);
  }

  /** Fills a folder under another name first, so that a half-filled one is never found under its own. */
  #once(kind: string, key: string, fill: (target: string) => Promise<void>): Promise<string> {
    const target = path.join(this.folder, kind, key);
    const running = this.#running.get(target);
    if (running !== undefined) return running;
    const filling = this.#stopLookups()
      .then(() => fillOnce(target, fill))
      .finally(() => this.#running.delete(target));
    this.#running.set(target, filling);
    return filling;
  }
}

async function fillOnce(target: string, fill: (target: string) => Promise<void>): Promise<string> {
  if (isFolder(target)) return target;
  const partial = `${target}.${randomHex(8)}.partial`;
  try {
    await mkdir(partial, { recursive: true });
    await fill(partial);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another Hearth that shares the cache was faster.
    if (!existsSync(target)) throw explained(error, target);
  }
  return target;
}

function explained(error: unknown, target: string): unknown {
  if (error instanceof UserError) return error;
  return new PlatformError(
    `The code cannot be unpacked into "${target}": ${messageOf(error)}. Look at the space and the permissions there.`,
    { cause: error },
  );
}

function isFolder(candidate: string): boolean {
  return statSync(candidate, { throwIfNoEntry: false })?.isDirectory() === true;
}
