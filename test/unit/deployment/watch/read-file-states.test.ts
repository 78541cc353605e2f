import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readFileStates } from '../../../../src/deployment/watch/read-file-states.js';
import { watchedPaths } from '../../../../src/deployment/watch/watched-paths.js';
import { projectFolder } from '../../../support/project-folder.js';

async function lookAt(
  root: string,
  ...files: string[]
): Promise<{ readonly states: string[]; readonly met: string[] }> {
  const met: string[] = [];
  const paths = watchedPaths(
    files.map((file) => path.join(root, file)),
    { ignoredFolder: path.join(root, '.data') },
  );
  const states = await readFileStates(paths, (folder) => met.push(folder));
  const inRoot = (found: Iterable<string>): string[] => [...found].map((file) => path.relative(root, file)).sort();
  return { states: inRoot(states.keys()), met: inRoot(new Set(met)) };
}

describe('a look at watched files', () => {
  it('meets each folder of 5,000 files once, and no file', async () => {
    await using folder = await projectFolder();
    const folders = Array.from({ length: 50 }, (_unused, index) => `code/package-${index}`);
    await Promise.all(folders.map((each) => mkdir(path.join(folder.path, each), { recursive: true })));
    const names = Array.from({ length: 100 }, (_unused, index) => `${index}.py`);
    await Promise.all(
      folders.flatMap((each) => names.map((name) => writeFile(path.join(folder.path, each, name), ''))),
    );

    const { states, met } = await lookAt(folder.path, 'code');

    expect(states).toHaveLength(1 + 50 + 5000);
    expect(met).toEqual(['', 'code', ...folders].sort());
  });

  it('leaves out installed packages, however many they are, but for what their manager writes at the end', async () => {
    await using folder = await projectFolder({
      'code/index.js': '',
      'code/node_modules/.package-lock.json': '',
      'code/node_modules/a/index.js': '',
      'code/node_modules/a/node_modules/b/index.js': '',
      'code/node_modules/@scope/c/index.js': '',
    });

    const { states, met } = await lookAt(folder.path, 'code');

    expect(states).toEqual([
      'code',
      'code/index.js',
      'code/node_modules',
      'code/node_modules/.package-lock.json',
      'code/node_modules/@scope',
    ]);
    expect(met).toEqual(['', 'code', 'code/node_modules', 'code/node_modules/@scope']);
  });

  it('leaves out logs, which Hearth itself may write into', async () => {
    await using folder = await projectFolder({ 'code/index.js': '', 'code/hearth.log': '' });

    expect((await lookAt(folder.path, 'code')).states).toEqual(['code', 'code/index.js']);
  });

  it('looks beside a file that is not there yet, and around the whole of a link', async () => {
    await using folder = await projectFolder({ 'releases/one/dist/index.js': '' });
    await symlink('releases/one', path.join(folder.path, 'current'));

    const { states, met } = await lookAt(folder.path, 'missing/env.json', 'current/dist');

    expect(states).toEqual(['current', 'current/dist', 'current/dist/index.js']);
    expect(met).toEqual(['', 'current', 'current/dist']);
  });

  it('ends where a link leads back to a folder around it', async () => {
    await using folder = await projectFolder({ 'code/index.js': '' });
    await symlink(path.join(folder.path, 'code'), path.join(folder.path, 'code/self'));

    const { states } = await lookAt(folder.path, 'code');

    expect(states.length).toBeLessThan(10);
  });
});
