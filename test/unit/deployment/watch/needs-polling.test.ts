import { describe, expect, it } from '@jest/globals';
import { reasonToPoll, silentFileSystem } from '../../../../src/deployment/watch/needs-polling.js';

// Linux's numbers, as `stat -f -c %t` shows them.
describe('files are polled', () => {
  it.each([
    ['NFS', 0x6969],
    ['SMB', 0x517b],
    ['CIFS', 0xff534d42],
    ['SMB', 0xfe534d42],
    ['9p', 0x01021997],
    ['FUSE', 0x65735546],
    ['vboxsf', 0x786f4256],
  ])('on %s', (name, type) => {
    expect(silentFileSystem(type)).toBe(name);
  });

  it('where its number is read as a negative one', () => {
    expect(silentFileSystem(0xff534d42 | 0)).toBe('CIFS');
  });

  it.each([
    ['ext4', 0xef53],
    ['xfs', 0x58465342],
    ['btrfs', 0x9123683e],
    ['tmpfs', 0x01021994],
    ['overlay', 0x794c7630],
    ['a system that has no such numbers', 0],
  ])('not on %s', (_name, type) => {
    expect(silentFileSystem(type)).toBeUndefined();
  });
});

describe('a file that is not there yet', () => {
  it('counts as the folder that it will lie in', async () => {
    const reason = await reasonToPoll('/share/project/dist/index.js', 'auto', (place) =>
      Promise.resolve(place === '/share' ? 0x6969 : undefined),
    );

    expect(reason).toBe('NFS');
  });
});

describe('--watch-polling', () => {
  it.each([
    ['on', 0xef53, '--watch-polling'],
    ['off', 0x6969, undefined],
  ] as const)('%s decides for every file system', async (choice, type, reason) => {
    expect(await reasonToPoll('/project', choice, () => Promise.resolve(type))).toBe(reason);
  });
});
