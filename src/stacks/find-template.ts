import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../base/index.js';

export interface FoundTemplate {
  /** Absolute. */
  readonly file: string;
  /** Which of two templates was taken, and why. */
  readonly notice?: string;
}

const names = ['template.yaml', 'template.yml', 'template.json'];
const built = path.join('.aws-sam', 'build', 'template.yaml');

/** The project file of a folder; what `sam build` made is preferred while it is newer than the template and everything beside it. */
export async function findTemplate(folder: string): Promise<FoundTemplate> {
  const source = names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  const buildFile = path.join(folder, built);
  if (!existsSync(buildFile)) {
    if (source !== undefined) return { file: source };
    throw new UserError(
      `No template in "${folder}": ${names.map((name) => `"${name}"`).join(', ')} are missing. Go to the project's folder or name a file with -t.`,
    );
  }
  if (source === undefined) return { file: buildFile, notice: `Using "${built}", made by "sam build".` };
  const { mtimeMs } = await stat(buildFile);
  const newer = await findNewer(folder, mtimeMs);
  if (newer === undefined) {
    return {
      file: buildFile,
      notice: `Using "${built}": what "sam build" made is newer than the sources. Name the template with -t to use the sources.`,
    };
  }
  return {
    file: source,
    notice: `Using "${path.basename(source)}" and not "${built}", which is older than "${path.relative(folder, newer)}". Run "sam build" to use it.`,
  };
}

// cspell:ignore pycache
/** Neither source nor made by hand. */
const skipped = new Set(['node_modules', '__pycache__', 'target', 'build', 'dist']);

/** A file below `folder` that was changed after `sinceMs`; hidden folders, packages and build output are not looked at. */
async function findNewer(folder: string, sinceMs: number): Promise<string | undefined> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) continue;
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      const found = await findNewer(inside, sinceMs);
      if (found !== undefined) return found;
    } else if (entry.isFile() && (await stat(inside)).mtimeMs > sinceMs) return inside;
  }
  return undefined;
}
