import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProjectFolder extends AsyncDisposable {
  readonly path: string;
  /** Writes a file, folders included; `executable` sets its mode to 755. */
  write(file: string, text: string, executable?: boolean): Promise<void>;
}

/** A folder with these files below `parent`, removed when it is disposed. */
export async function projectFolder(
  files: Readonly<Record<string, string>> = {},
  parent: string = tmpdir(),
): Promise<ProjectFolder> {
  const folder = await realpath(await mkdtemp(path.join(parent, 'hearth-project-')));
  const write = async (file: string, text: string, executable = false): Promise<void> => {
    const absolute = path.join(folder, file);
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFile(absolute, text);
    if (executable) await chmod(absolute, 0o755);
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  return {
    path: folder,
    write,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
