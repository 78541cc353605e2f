import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import yazl from 'yazl';
import { CodeCache } from '../../../../../../src/worker/sandbox-host/process/code/code-cache.js';
import { mergeFolder } from '../../../../../../src/worker/sandbox-host/process/code/merge-folder.js';

const symlink = 0o120777;

describe('the code of functions on the process host', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hearth-test-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const unpack = async (zip: Buffer): Promise<string> => {
    const archive = path.join(folder, 'function.zip');
    await writeFile(archive, zip);
    const cache = new CodeCache(path.join(folder, 'cache'));
    return cache.folderOf({ kind: 'archive', digest: 'digest', path: archive });
  };

  it('is unpacked with its modes and symbolic links', async () => {
    const unpacked = await unpack(
      await zipOf([
        { name: 'bin/run', content: '#!/bin/sh', mode: 0o100755 },
        { name: 'data/file.txt', content: 'text', mode: 0o100640 },
        { name: 'link', content: 'data/file.txt', mode: symlink },
        { name: 'empty/', content: '', mode: 0o040755 },
      ]),
    );

    expect((await stat(path.join(unpacked, 'bin/run'))).mode & 0o777).toBe(0o755);
    expect((await stat(path.join(unpacked, 'data/file.txt'))).mode & 0o777).toBe(0o640);
    expect(await readlink(path.join(unpacked, 'link'))).toBe('data/file.txt');
    expect(await readFile(path.join(unpacked, 'link'), 'utf8')).toBe('text');
    expect(await readdir(path.join(unpacked, 'empty'))).toEqual([]);
  });

  it('is unpacked once per digest, however many ask', async () => {
    const archive = path.join(folder, 'function.zip');
    await writeFile(archive, await zipOf([{ name: 'a', content: 'a' }]));
    const cache = new CodeCache(path.join(folder, 'cache'));
    const source = { kind: 'archive', digest: 'same', path: archive } as const;

    const [one, other] = await Promise.all([cache.folderOf(source), cache.folderOf(source)]);
    await rm(archive);
    const later = await cache.folderOf(source);

    expect(new Set([one, other, later])).toEqual(new Set([path.join(folder, 'cache/code/same')]));
    expect(await readdir(path.join(folder, 'cache/code'))).toEqual(['same']);
  });

  it.each([
    ['a name with ..', '../evil', 'invalid relative path: ../evil'],
    ['an absolute name', '/absevil', 'absolute path: /absevil'],
  ])('is refused with %s', async (_kind, name, why) => {
    const innocent = 'a'.repeat(name.length);
    const zip = replaceAll(await zipOf([{ name: innocent, content: 'x' }]), innocent, name);

    await expect(unpack(zip)).rejects.toThrow(why);
    expect(await readdir(path.join(folder, 'cache/code'))).toEqual([]);
  });

  it.each([
    ['to an absolute path', [{ name: 'out', content: '/etc/passwd', mode: symlink }]],
    ['to a folder above', [{ name: 'sub/out', content: '../../x', mode: symlink }]],
    [
      'through another link',
      [
        { name: 'deep/er/file', content: 'x' },
        { name: 'here', content: 'deep/er', mode: symlink },
        { name: 'out', content: 'here/../../..', mode: symlink },
      ],
    ],
  ])('is refused with a symbolic link %s', async (_kind, entries) => {
    const zip = await zipOf(entries);

    await expect(unpack(zip)).rejects.toThrow(/The archive ".*function.zip" cannot be unpacked: the symbolic link/);
    expect(await readdir(path.join(folder, 'cache/code'))).toEqual([]);
  });

  it('is refused when it unpacks to more than AWS allows', async () => {
    const zip = await zipOf([{ name: 'bomb', content: 'x'.repeat(1000) }]);
    zip.writeUInt32LE(262_144_001, zip.indexOf(Buffer.from('PK\x01\x02')) + 24);

    await expect(unpack(zip)).rejects.toThrow('larger than the 262144000 bytes that AWS allows');
  });

  it('is refused when an entry is larger than it says', async () => {
    const zip = await zipOf([{ name: 'liar', content: 'x'.repeat(1000) }]);
    zip.writeUInt32LE(10, zip.indexOf(Buffer.from('PK\x01\x02')) + 24);

    await expect(unpack(zip)).rejects.toThrow('cannot be unpacked: too many bytes');
  });

  it('is refused when it is no zip at all', async () => {
    await expect(unpack(Buffer.from('hello'))).rejects.toThrow(/function.zip" cannot be unpacked: .*Build and upload/);
  });

  it('is told when its folder is missing', async () => {
    const cache = new CodeCache(folder);

    await expect(cache.folderOf({ kind: 'folder', digest: 'd', path: '/no/such/code', live: true })).rejects.toThrow(
      'The code folder "/no/such/code" does not exist.',
    );
  });

  it('merges layers so that later files replace earlier ones of any kind', async () => {
    const [first, second, target] = ['first', 'second', 'target'].map((name) => path.join(folder, name));
    await mkdir(path.join(first ?? '', 'both/becomes-file'), { recursive: true });
    await writeFile(path.join(first ?? '', 'both/kept'), '1');
    await writeFile(path.join(first ?? '', 'becomes-folder'), '1');
    await mkdir(path.join(second ?? '', 'both'), { recursive: true });
    await mkdir(path.join(second ?? '', 'becomes-folder'));
    await writeFile(path.join(second ?? '', 'both/becomes-file'), '2', { mode: 0o755 });

    await mergeFolder(first ?? '', target ?? '');
    await mergeFolder(second ?? '', target ?? '');

    expect((await readdir(target ?? '', { recursive: true })).sort()).toEqual([
      'becomes-folder',
      'both',
      'both/becomes-file',
      'both/kept',
    ]);
    expect((await lstat(path.join(target ?? '', 'both/becomes-file'))).mode & 0o777).toBe(0o755);
  });
});

interface ZipContent {
  readonly name: string;
  readonly content: string;
  readonly mode?: number;
}

async function zipOf(entries: readonly ZipContent[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { name, content, mode = 0o100644 } of entries) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name, { mode });
    else zip.addBuffer(Buffer.from(content), name, { mode });
  }
  zip.end();
  return buffer(zip.outputStream);
}

function replaceAll(bytes: Buffer, search: string, replacement: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(search, replacement), 'latin1');
}
