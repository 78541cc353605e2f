import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../../base/index.js';

export async function readTemplateText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const folder = path.dirname(file);
    throw new UserError(
      `Template not found: "${file}" (${messageOf(error)}). Name it with -t, or go to the folder that has one (not "${folder}").`,
      { cause: error },
    );
  }
}
