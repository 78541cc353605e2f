import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageRoot, randomHex } from '../../../src/base/index.js';
import { certificateBundle } from '../../../src/worker/sandbox-host/docker/image-builder/certificate-bundle.js';

const run = promisify(execFile);
const here = path.join(packageRoot(), 'test/acceptance/compose');

describe('the stack of docker-compose.yml', () => {
  const stack = `hearth-test-${randomHex(4)}`;
  let environment: Record<string, string>;

  beforeAll(async () => {
    const [apiPort = 0, lambdaPort = 0] = await freePorts();
    environment = {
      ...(process.env as Record<string, string>),
      COMPOSE_PROJECT_NAME: stack,
      HEARTH_NETWORK: stack,
      HEARTH_API_PORT: `${apiPort}`,
      HEARTH_LAMBDA_PORT: `${lambdaPort}`,
      HEARTH_NODE_IMAGE: await localImage('node'),
      HEARTH_DATABASE_IMAGE: await localImage('database'),
    };
    await compose('build');
    await compose('up', '--detach');
    await untilHealthy(`http://127.0.0.1:${lambdaPort}/_hearth/health`);
  }, 600_000);

  afterAll(async () => {
    await compose('down', '--volumes', '--rmi', 'local');
    for (const name of ['node', 'database']) await run('docker', ['image', 'rm', `${stack}/${name}`]);
  }, 120_000);

  it('answers through the published port, with a database that the function reaches by its service name', async () => {
    const visit = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${apiPort()}/visits`)).json();

    expect(await visit()).toEqual({ visits: 1, database: 'database' });
    expect(await visit()).toEqual({ visits: 2, database: 'database' });
  }, 60_000);

  it('puts its containers into the network of the stack, and takes them away when Hearth is stopped', async () => {
    const ownContainers = async (): Promise<string[]> => {
      const filters = ['--filter', `network=${stack}`, '--filter', 'label=dev.lambda-hearth.owner'];
      const { stdout } = await run('docker', ['ps', '--all', '--quiet', ...filters]);
      return stdout.split('\n').filter((line) => line !== '');
    };
    expect(await ownContainers()).not.toEqual([]);

    await compose('stop', 'hearth');

    expect(await ownContainers()).toEqual([]);
  }, 60_000);

  const apiPort = (): string => environment['HEARTH_API_PORT'] ?? '';

  async function compose(...words: string[]): Promise<void> {
    const files = ['--file', 'docker-compose.yml', '--file', path.join(here, 'docker-compose.offline.yml')];
    await run('docker-compose', [...files, ...words], {
      cwd: packageRoot(),
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  /** Builds one of `images/` under a name of this run. */
  async function localImage(name: string): Promise<string> {
    const context = await mkdtemp(path.join(tmpdir(), 'hearth-compose-'));
    try {
      await cp(path.join(here, 'images', name), context, { recursive: true });
      await writeFile(path.join(context, 'ca-certificates.crt'), await certificateBundle({}));
      const options = { env: { ...process.env, DOCKER_BUILDKIT: '0' }, maxBuffer: 64 * 1024 * 1024 };
      await run('docker', ['build', '--tag', `${stack}/${name}`, context], options);
      return `${stack}/${name}`;
    } finally {
      await rm(context, { recursive: true, force: true });
    }
  }
});

/** Two ports that are free now; held side by side so that they differ. */
async function freePorts(): Promise<readonly number[]> {
  const servers = await Promise.all([listening(), listening()]);
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports;
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Asks until the answer is 200; the limit is the test's own. */
async function untilHealthy(url: string): Promise<void> {
  while (!(await isHealthy(url))) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Docker's proxy takes connections before the container listens, and may leave one unanswered: each gets 2 s. */
function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get(url, { timeout: 2000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => undefined);
    request.on('close', () => {
      resolve(false);
    });
  });
}
