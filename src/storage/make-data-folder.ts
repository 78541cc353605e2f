import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';

/** Makes the folder and hides it from git; throws a `UserError` when it cannot be written. */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw new UserError(
      `The data folder "${folder}" cannot be written: ${messageOf(error)}. Pass another one with --data-dir.`,
      { cause: error },
    );
  }
}
