import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type Docker from 'dockerode';
import { PlatformError } from '../../../../base/index.js';
import type { Engine } from '../engine/engine.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import { JsonLines } from '../engine/json-lines.js';
import type { DebianRelease } from './image-recipe.js';
import { lastLines, runTool } from './run-tool.js';

export interface RootRequest {
  readonly release: DebianRelease;
  /** Repository and tag of the image that comes out. */
  readonly repository: string;
  readonly tag: string;
  readonly labels: Readonly<Record<string, string>>;
  /** An empty folder for what is in between; removed by the caller. */
  readonly workFolder: string;
  readonly onStep: (step: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes an image of Debian's smallest system without pulling any: the packages are unpacked on this machine and configured inside
 * a container, so that no user but root inside Docker is needed (`fakeroot` keeps the owners for all others).
 */
export async function bootstrapRoot(engine: Engine, request: RootRequest): Promise<void> {
  const { repository, tag, labels, onStep, signal } = request;
  const unpacked = `${tag}-unpacked`;
  onStep(`Fetching Debian ${request.release}`);
  const archive = await unpackPackages(request);
  await importImage(engine.docker, createReadStream(archive), { repository, tag: unpacked, labels: {} });
  onStep(`Configuring Debian ${request.release}`);
  const container = await engine.docker.createContainer({
    Image: `${repository}:${unpacked}`,
    Cmd: ['/bin/sh', '-c', configure],
    Env: ['DEBIAN_FRONTEND=noninteractive', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin'],
    Labels: { ...labels },
    abortSignal: signal,
  });
  try {
    await container.start();
    const { StatusCode: status } = (await container.wait({ abortSignal: signal })) as { StatusCode: number };
    if (status !== 0) throw new PlatformError(`Configuring Debian failed:\n${await logsOf(container)}`);
    // An export leaves out what the configuration deleted; a commit would keep it in a lower layer.
    await importImage(engine.docker, await container.export(), { repository, tag, labels });
  } finally {
    await ignoreAlreadyDone(container.remove({ force: true, v: true }));
    await ignoreAlreadyDone(engine.docker.getImage(`${repository}:${unpacked}`).remove());
  }
}

const packages = 'ca-certificates,curl,libatomic1';

const configure = [
  'set -e',
  '/debootstrap/debootstrap --second-stage || { tail -n 30 /debootstrap/debootstrap.log; exit 1; }',
  'rm -rf /debootstrap /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/log/*.log',
  'chmod 1777 /tmp',
].join('\n');

async function unpackPackages({ release, workFolder, signal }: RootRequest): Promise<string> {
  const archive = path.join(workFolder, 'root.tar');
  const script = [
    'set -e; umask 022',
    `"$1" --foreign --variant=minbase --include=${packages} ${release} root`,
    'tar -C root --numeric-owner -cf "$2" .',
  ].join('\n');
  const shell = ['sh', '-c', script, 'bootstrap', await debootstrapCommand(), archive];
  const [command = '', ...parameters] = process.getuid?.() === 0 ? shell : ['fakeroot', ...shell];
  await runTool({ command, parameters, workingDirectory: workFolder, remedy, signal });
  return archive;
}

const remedy =
  'Install it (on Debian or Ubuntu: sudo apt-get install debootstrap debian-archive-keyring fakeroot), run as root, ' +
  'or load the official image that another machine has pulled (docker save, docker load).';

/** A user's search path often lacks `/usr/sbin`. */
async function debootstrapCommand(): Promise<string> {
  const usual = '/usr/sbin/debootstrap';
  try {
    await access(usual);
    return usual;
  } catch {
    return 'debootstrap';
  }
}

interface ImportTarget {
  readonly repository: string;
  readonly tag: string;
  readonly labels: Readonly<Record<string, string>>;
}

async function importImage(
  docker: Docker,
  archive: NodeJS.ReadableStream,
  { repository, tag, labels }: ImportTarget,
): Promise<void> {
  const changes = Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`);
  const answer = await docker.importImage(archive, { repo: repository, tag, changes });
  const lines = new JsonLines();
  for await (const chunk of answer) {
    for (const message of lines.values(chunk as Buffer) as Iterable<{ readonly error?: string }>) {
      if (message.error !== undefined)
        throw new PlatformError(`Importing "${repository}:${tag}" failed: ${message.error}`);
    }
  }
}

async function logsOf(container: Docker.Container): Promise<string> {
  const logs = await container.logs({ stdout: true, stderr: true });
  return lastLines(logs.toString('utf8'));
}
