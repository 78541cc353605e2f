import { describe, expect, it } from '@jest/globals';
import { archiveEntry, ArchiveInspector } from '../../../../../src/worker/sandbox-host/docker/code/archive-entry.js';

const unix = (mode: number): number => (mode << 16) >>> 0;
const entry = (name: string, mode = 0o100644, size = 1) => archiveEntry(name, unix(mode), size);

describe('an entry of an archive', () => {
  it.each([
    ['a/b.js', 0o100640, { name: 'a/b.js', kind: 'file', mode: 0o640 }],
    ['bin/x', 0o100755, { name: 'bin/x', kind: 'file', mode: 0o755 }],
    ['./a/', 0o040750, { name: 'a', kind: 'directory', mode: 0o750 }],
    ['link', 0o120777, { name: 'link', kind: 'symlink' }],
    ['from-windows.js', 0, { name: 'from-windows.js', kind: 'file', mode: 0o644 }],
    ['from-windows/', 0, { kind: 'directory', mode: 0o755 }],
  ])('%s is read with its kind and mode', (name, mode, expected) => {
    expect(entry(name, mode)).toMatchObject(expected);
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'C:/x', 'a\\..\\x', 'a\0b'])(
    '%j is refused: it leaves the folder',
    (name) => {
      expect(() => {
        new ArchiveInspector('code.zip').inspect(entry(name));
      }).toThrow('The archive "code.zip" cannot be unpacked');
    },
  );

  it.each(['a..b', '..a', 'a/.../b'])('%s stays inside', (name) => {
    expect(() => {
      new ArchiveInspector('code.zip').inspect(entry(name));
    }).not.toThrow();
  });

  it('below a link is refused', () => {
    const inspector = new ArchiveInspector('code.zip');
    inspector.inspect(entry('dir', 0o120777));

    expect(() => {
      inspector.inspect(entry('dir/deeper/file'));
    }).toThrow('it lies below the symbolic link "dir"');
  });

  const inspectLink = (name: string, target: string) => (): void => {
    new ArchiveInspector('code.zip').inspectLink(entry(name, 0o120777), target);
  };

  it.each([
    ['a/b/link', '../../c'],
    ['link', 'a/../b'],
    ['link', '/usr/bin/python3'],
  ])('may be a link, %s, to %s', (name, target) => {
    expect(inspectLink(name, target)).not.toThrow();
  });

  it.each([
    ['a/b/link', '../../../c'],
    ['link', '..'],
  ])('may not be a link, %s, to %s: it leaves the folder', (name, target) => {
    expect(inspectLink(name, target)).toThrow('leaves the folder');
  });

  it('that makes the whole exceed 250 MB is refused', () => {
    const inspector = new ArchiveInspector('code.zip');
    inspector.inspect(entry('a', 0o100644, 262_144_000));

    expect(() => {
      inspector.inspect(entry('b', 0o100644, 1));
    }).toThrow('its files exceed 262144000 bytes unzipped');
  });
});
