import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';

/**
 * Makes the folder and hides it from git; throws a `UserError` when it cannot be written. Nothing else gets its turn meanwhile, which at a
 * start would take longer than this does.
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw new UserError(
      `The data folder "${folder}" cannot be written: ${messageOf(error)}. Pass another one with --data-dir.`,
      { cause: error },
    );
  }
}
