import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Docker from 'dockerode';
import { pack } from 'tar-stream';
import { IMAGE_WITHOUT_SHELL, STAND_IN_IMAGE } from './stand-in-image-name.js';

const run = promisify(execFile);
const APPLETS = [
  'cat',
  'chmod',
  'dd',
  'df',
  'echo',
  'head',
  'id',
  'kill',
  'ls',
  'mkdir',
  'nc',
  'readlink',
  'seq',
  'sh',
];
const MORE_APPLETS = [
  'sleep',
  'stat',
  'tail',
  'test',
  'touch',
  'tr',
  'true',
  'wc',
  'wget',
  'yes',
  'env',
  'printf',
  'grep',
  'cp',
  'rm',
  'sort',
  'find',
];

/** Imports the image, without any registry, when the engine does not have it yet; it stays for the next run. */
export async function ensureStandInImage(): Promise<string> {
  const docker = new Docker();
  const images = await docker.listImages({ filters: { reference: [STAND_IN_IMAGE] } });
  if (images.length === 0) await importImage(docker, STAND_IN_IMAGE, [...APPLETS, ...MORE_APPLETS]);
  return STAND_IN_IMAGE;
}

/** The same with nothing but `/bin/busybox`: there is no `/bin/sh`. */
export async function ensureImageWithoutShell(): Promise<string> {
  const docker = new Docker();
  const images = await docker.listImages({ filters: { reference: [IMAGE_WITHOUT_SHELL] } });
  if (images.length === 0) await importImage(docker, IMAGE_WITHOUT_SHELL, []);
  return IMAGE_WITHOUT_SHELL;
}

async function importImage(docker: Docker, image: string, applets: readonly string[]): Promise<void> {
  const busybox = await readBusybox();
  const tar = pack();
  for (const folder of ['bin', 'etc', 'opt', 'proc', 'sys', 'dev', 'var', 'var/task']) {
    tar.entry({ name: `${folder}/`, type: 'directory', mode: 0o755 });
  }
  tar.entry({ name: 'tmp/', type: 'directory', mode: 0o1777 });
  tar.entry({ name: 'bin/busybox', mode: 0o755 }, busybox);
  for (const applet of applets) {
    tar.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox' });
  }
  tar.finalize();
  const [repo, tag] = image.split(':');
  const stream = await docker.importImage(tar as unknown as NodeJS.ReadableStream, {
    repo,
    tag,
    changes: 'CMD ["/bin/busybox", "true"]',
  });
  await new Promise<void>((resolve, reject) => {
    stream.on('data', () => undefined);
    stream.on('end', resolve);
    stream.on('error', reject);
  });
}

/** Debian's busybox-static: installed, or fetched by apt without installing it. */
async function readBusybox(): Promise<Buffer> {
  const { stdout } = await run('sh', ['-c', 'command -v busybox || true']);
  if (stdout.trim() !== '') return readFile(stdout.trim());
  const folder = await mkdtemp(path.join(tmpdir(), 'busybox-'));
  try {
    await run('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', 'busybox-static'], { cwd: folder });
    const [archive] = await readdir(folder);
    await run('dpkg', ['-x', path.join(folder, archive!), folder]);
    return await readFile(path.join(folder, 'bin', 'busybox'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
