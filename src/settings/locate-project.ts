import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/index.js';

/** Where a project is, and which file describes it when one was named. */
export interface ProjectLocation {
  readonly projectFolder: string;
  readonly templateFile?: string;
}

/** The project's folder is the named template's, without `.aws-sam/build` or `cdk.out`; else `folder`. A named template must exist. */
export function locateProject(folder: string, named: string | undefined): ProjectLocation {
  if (named === undefined) return { projectFolder: folder };
  if (!existsSync(named)) {
    throw new UserError(
      `Template not found: "${named}". Name an existing file with -t, or go to the project's folder.`,
    );
  }
  const projectFolder = path.dirname(named).replace(/[\\/](?:\.aws-sam[\\/]build|cdk\.out)$/, '');
  return { projectFolder, templateFile: named };
}
