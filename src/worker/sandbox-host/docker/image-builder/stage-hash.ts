import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Stage } from './stage.js';

/** Raised when the builder itself makes something different of the same inputs. */
const BUILDER_VERSION = 1;

/** Names the content of a stage's image: equal digests, equal inputs, those of the stages beneath included. */
export async function stageHash(stage: Stage, imagesFolder: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([BUILDER_VERSION, stage.name]));
  if (stage.kind === 'bootstrap') return hash.digest('hex');
  hash.update(JSON.stringify([stage.buildArguments, stage.downloads]));
  for (const [argument, parent] of Object.entries(stage.parents)) {
    hash.update(JSON.stringify([argument, await stageHash(parent, imagesFolder)]));
  }
  for (const file of await stageFiles(path.join(imagesFolder, stage.folder))) {
    hash.update(JSON.stringify(path.basename(file))).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** The files directly in a stage's folder, sorted by name. */
export async function stageFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return names.sort().map((name) => path.join(folder, name));
}
