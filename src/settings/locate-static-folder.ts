import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/index.js';

/** The folder of static files: one that is named must be there; else SAM's `public` in the project, when there is one. */
export function locateStaticFolder(projectFolder: string, named: string | undefined): string | undefined {
  const folder = named ?? path.join(projectFolder, 'public');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  if (named === undefined) return undefined;
  throw new UserError(
    `No folder is at "${named}". Name an existing folder with --static-dir (-s), or leave it out. The stage of a serverless.yml is given with --stage.`,
  );
}
