import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../../src/base/index.js';

/** The folder with debugpy for any Python, installed once by pip, as users make theirs for `--debugger-path`. */
export async function debugpyFiles(): Promise<string> {
  const folder = path.join(packageRoot(), 'node_modules/.cache/debugpy');
  if (existsSync(path.join(folder, 'debugpy'))) return folder;
  const anyPython = ['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--only-binary=:all:'];
  await promisify(execFile)('python3', [
    ...['-m', 'pip', 'install', '--quiet', '--no-compile', '--target', folder, '--python-version', '3.11'],
    ...[...anyPython, 'debugpy'],
  ]);
  return folder;
}
