import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLogger, silentLogger, systemClock } from '../../../../src/base/index.js';
import { type FileWatchOptions, watchFiles } from '../../../../src/deployment/watch/watch-files.js';
import { type ProjectFolder, projectFolder } from '../../../support/project-folder.js';
import { waitUntil } from '../../../support/wait-until.js';

interface WatchedFolder extends AsyncDisposable {
  readonly folder: ProjectFolder;
  /** How often a change was told. */
  changes(): number;
  /** Does the edit, and settles once it is told. */
  sees(edit: () => Promise<unknown>): Promise<void>;
}

const files = {
  'code/index.js': '1',
  'code/lib/deep/helper.js': '1',
  'template.yaml': '1',
  'packages/shared/index.js': '1',
  'releases/one/index.js': '1',
  'releases/two/index.js': '1',
};

async function watchedFolder(options: Partial<FileWatchOptions> = {}): Promise<WatchedFolder> {
  const folder = await projectFolder(files);
  const at = (...parts: string[]): string => path.join(folder.path, ...parts);
  await symlink(at('releases/one'), at('current'));
  let changes = 0;
  const watch = watchFiles({
    files: [at('code'), at('template.yaml'), at('current'), at('later/code')],
    sinceMs: systemClock.now() + 60_000,
    polling: 'auto',
    ignoredFolder: at('code/.data'),
    clock: systemClock,
    logger: silentLogger,
    onChange: () => {
      changes += 1;
      return Promise.resolve(undefined);
    },
    ...options,
  });
  await watch.ready;
  return {
    folder,
    changes: () => changes,
    async sees(edit) {
      const before = changes;
      await edit();
      await waitUntil(() => changes > before);
    },
    async [Symbol.asyncDispose]() {
      await watch[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe.each(['off', 'on'] as const)('files that are watched with polling %s', (polling) => {
  it.each<[string, (folder: ProjectFolder) => Promise<unknown>]>([
    ['a file that is written in place', (folder) => folder.write('code/index.js', 'changed')],
    ['a file deep inside', (folder) => folder.write('code/lib/deep/helper.js', 'changed')],
    [
      'a file that is replaced by a renamed draft',
      async (folder) => {
        await folder.write('draft', 'changed');
        await rename(path.join(folder.path, 'draft'), path.join(folder.path, 'template.yaml'));
      },
    ],
    ['a new file in a new folder', (folder) => folder.write('code/new/folder/file.js', 'new')],
    ['a file that is removed', ({ path: root }) => rm(path.join(root, 'code/index.js'))],
    ['a folder that is removed', ({ path: root }) => rm(path.join(root, 'code'), { recursive: true })],
    ['a mode', ({ path: root }) => chmod(path.join(root, 'code/index.js'), 0o755)],
    ['a folder that has not been there', (folder) => folder.write('later/code/index.js', 'new')],
    ['a file behind a link', (folder) => folder.write('releases/one/index.js', 'changed')],
    [
      'a link that leads elsewhere',
      async ({ path: root }) => {
        await symlink(path.join(root, 'releases/two'), path.join(root, 'next'));
        await rename(path.join(root, 'next'), path.join(root, 'current'));
      },
    ],
    ['a package that somebody put there by hand', (folder) => folder.write('code/node_modules/own/index.js', 'new')],
  ])('tell of %s', async (_what, edit) => {
    await using watched = await watchedFolder({ polling });

    await watched.sees(() => edit(watched.folder));

    expect(watched.changes()).toBeGreaterThan(0);
  });

  it('tell of edits in a folder that was removed and built anew, and in what a link leads to now', async () => {
    await using watched = await watchedFolder({ polling });
    const { folder } = watched;
    const root = folder.path;

    for (const text of ['one', 'two']) {
      await watched.sees(() => rm(path.join(root, 'code'), { recursive: true }));
      await watched.sees(() => folder.write('code/index.js', text));
      await watched.sees(() => folder.write('code/index.js', `${text} edited`));
    }
    await symlink(path.join(root, 'releases/two'), path.join(root, 'next'));
    await watched.sees(() => rename(path.join(root, 'next'), path.join(root, 'current')));
    await watched.sees(() => folder.write('releases/two/index.js', 'edited'));

    expect(watched.changes()).toBeGreaterThan(7);
  });

  it('tell of packages when their manager is done, and of linked ones that are worked on', async () => {
    await using watched = await watchedFolder({ polling });
    const { folder } = watched;
    const root = folder.path;
    await watched.sees(() => folder.write('code/node_modules/.package-lock.json', '{}'));
    await mkdir(path.join(root, 'code/node_modules/@our'));
    await watched.sees(() =>
      symlink(path.join(root, 'packages/shared'), path.join(root, 'code/node_modules/@our/shared')),
    );
    const before = watched.changes();

    await folder.write('code/node_modules/installed/index.js', '1');
    await writeFile(path.join(root, 'code/node_modules/@our/other.js'), '1');
    await watched.sees(() => folder.write('packages/shared/index.js', 'worked on'));
    await watched.sees(() => folder.write('code/node_modules/.package-lock.json', '{ "changed": true }'));

    expect(watched.changes()).toBe(before + 2);
  });

  it('tell of nothing in caches, ignored files and Hearth’s own data', async () => {
    await using watched = await watchedFolder({ polling, ignores: (file) => file.endsWith('.log') });
    const { folder } = watched;

    await folder.write('code/.git/index', '1');
    await folder.write('code/.data/hearth.db', '1');
    await folder.write('code/server.log', '1');
    await folder.write('code/__pycache__/index.pyc', '1');
    await folder.write('beside/index.js', '1');
    await watched.sees(() => folder.write('template.yaml', 'changed'));

    expect(watched.changes()).toBe(1);
  });
});

describe('files on a file system that does not tell of changes', () => {
  it('are polled, which is told once', async () => {
    const told: string[] = [];
    const nfs = 0x6969;
    await using watched = await watchedFolder({
      fileSystemOf: () => Promise.resolve(nfs),
      logger: createLogger((_level, message) => told.push(message)),
    });
    const { folder } = watched;

    await watched.sees(() => folder.write('code/index.js', 'changed'));

    expect(told).toEqual([expect.stringMatching(/^Changes are looked for every 0\.5 s: .*\(NFS\)/)]);
  });
});

describe('files that change before they are watched', () => {
  it('count as changed when they may have been read before', async () => {
    const since = systemClock.now();
    await using watched = await watchedFolder({ sinceMs: since });

    await waitUntil(() => watched.changes() > 0);

    expect(watched.changes()).toBe(1);
  });
});
