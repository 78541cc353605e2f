import type { Stats } from 'node:fs';
import { lstat, open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ifPresent, UserError } from '../../../../base/index.js';
import { projectNoise } from '../../../../model/index.js';
import { type BootstrapSight, HEAD_BYTES } from './bootstrap-sight.js';
import type { BootstrapState } from './delivered-code.js';
import { headOfFile } from './read-head.js';
import type { TarWriter } from './tar-writer.js';

/**
 * Streams a folder into `tar`, everything in it but a project's own noise (`.git` …), readable for all (and executable for all where it was for its owner), since the
 * sandbox's user is not the developer. What vanishes meanwhile is left out. Links inside the folder stay links; what a link outside leads to is packed in its place,
 * as linked packages of a workspace need it.
 */
export async function packFolder(folder: string, tar: TarWriter, sight: BootstrapSight): Promise<BootstrapState> {
  const root = await realpath(folder).catch((error: unknown) => {
    throw new UserError(`The code folder "${folder}" cannot be read. Check the path and its permissions.`, {
      cause: error,
    });
  });
  const packer = new FolderPacker(root, tar, sight);
  await packer.packContents(root, '');
  return packer.bootstrap;
}

/** What is known about `bootstrap` in a folder, through links. */
export async function bootstrapInFolder(folder: string, sight: BootstrapSight): Promise<BootstrapState> {
  const file = path.join(folder, 'bootstrap');
  try {
    const facts = await stat(file);
    if (facts.isDirectory()) return 'not-executable';
    return sight.judgeFile(facts.mode, await headOfFile(file, HEAD_BYTES));
  } catch {
    return 'absent';
  }
}

class FolderPacker {
  bootstrap: BootstrapState = 'absent';

  constructor(
    private readonly root: string,
    private readonly tar: TarWriter,
    private readonly sight: BootstrapSight,
  ) {}

  async packContents(folder: string, nameInTar: string, through: readonly string[] = []): Promise<void> {
    const children = nameInTar === '' ? await readdir(folder) : ((await ifPresent(readdir(folder))) ?? []);
    for (const child of children.sort()) {
      if (projectNoise.has(child)) continue;
      const name = nameInTar === '' ? child : `${nameInTar}/${child}`;
      await this.#packOne(path.join(folder, child), name, through);
    }
  }

  async #packOne(file: string, name: string, through: readonly string[]): Promise<void> {
    const facts = await ifPresent(lstat(file));
    if (facts === undefined) return;
    if (facts.isSymbolicLink()) await this.#packLink(file, name, through);
    else await this.#packReal(file, name, facts, through);
  }

  async #packLink(file: string, name: string, through: readonly string[]): Promise<void> {
    const target = await realpath(file).catch(() => undefined);
    const text = await ifPresent(readlink(file));
    if (text === undefined) return;
    const inside = target === undefined || target === this.root || target.startsWith(this.root + path.sep);
    if (inside) {
      if (name === 'bootstrap') this.bootstrap = await bootstrapInFolder(this.root, this.sight);
      await this.tar.symlink({ name, mode: 0o777 }, linkText(file, text, target));
      return;
    }
    // A link outside that leads back to where we are would never end.
    if (through.includes(target)) return;
    const facts = await ifPresent(stat(target));
    if (facts !== undefined) await this.#packReal(target, name, facts, [...through, target]);
  }

  async #packReal(file: string, name: string, facts: Stats, through: readonly string[]): Promise<void> {
    if (facts.isDirectory()) {
      await this.tar.folder({ name, mode: 0o755 });
      await this.packContents(file, name, through);
    } else if (facts.isFile()) {
      await this.#packFile(file, name);
    }
  }

  /** Size and mode are those of the file that was opened: another may have taken its name since it was listed. */
  async #packFile(file: string, name: string): Promise<void> {
    const opened = await ifPresent(open(file));
    if (opened === undefined) return;
    const facts = await opened.stat();
    const mode = (facts.mode & 0o111) === 0 ? 0o644 : 0o755;
    if (name === 'bootstrap') this.bootstrap = this.sight.judgeFile(mode, await headOfFile(file, HEAD_BYTES));
    // A file that grows while it is read would break the tar: send what was announced.
    const content = opened.createReadStream(facts.size === 0 ? {} : { end: facts.size - 1 });
    await this.tar.file({ name, mode }, facts.size, content);
  }
}

/** The text of a link inside the folder; an absolute one is rewritten, since the folder stands elsewhere in the sandbox. */
function linkText(file: string, text: string, target: string | undefined): string {
  if (target === undefined || !path.isAbsolute(text)) return text.split(path.sep).join('/');
  return path.relative(path.dirname(file), target).split(path.sep).join('/');
}
