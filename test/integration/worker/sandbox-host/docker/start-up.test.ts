import http from 'node:http';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { deferred, randomHex, silentLogger, systemClock } from '../../../../../src/base/index.js';
import { createDockerHost } from '../../../../../src/worker/sandbox-host/index.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { noChoices, startTestHost } from '../../../../support/docker/test-docker-host.js';

const docker = new Docker();

describe('the start on an engine', () => {
  it('asks for all that the probe of the route needs before the first answer is there', async () => {
    await ensureStandInImage();
    const needed = new Set(['/version', '/info', '/images/json', '/networks/bridge']);
    const allAsked = deferred<void>();
    await using engine = await engineThat((url) => {
      needed.delete(url);
      if (needed.size === 0) allAsked.resolve();
      return allAsked.promise;
    });

    await using host = await startTestHost({ environment: environmentFor(engine) });

    expect(await host.route()).toMatchObject({ sandboxesHaveAddresses: true });
    expect(engine.asked).toContain('/version');
  });

  it('has the route tried before anybody needs it, and once', async () => {
    await ensureStandInImage();
    await using engine = await engineThat(() => Promise.resolve());
    await using host = await startTestHost({ environment: environmentFor(engine) });

    await Promise.all([host.route(), host.route()]);

    expect(engine.asked.filter((url) => url.includes('/containers/create'))).toHaveLength(1);
  });

  it('has the engine work on the route alone until somebody needs the host', async () => {
    await ensureStandInImage();
    const probed = deferred<void>();
    await using engine = await engineThat((url) => {
      if (url.includes('/containers/create')) probed.resolve();
      return Promise.resolve();
    });
    const needed = deferred<void>();

    const making = createDockerHost({
      docker: { ...noChoices, environment: environmentFor(engine) },
      clock: systemClock,
      logger: silentLogger,
      needed: needed.promise,
    });
    await probed.promise;
    const askedAhead = [...engine.asked];
    needed.resolve();
    await using host = await making;

    expect(askedAhead.filter((url) => url.includes('/events'))).toEqual([]);
    expect(engine.asked.some((url) => url.includes('/events'))).toBe(true);
    expect(await host.route()).toMatchObject({ sandboxesHaveAddresses: true });
  });

  it('that fails while the route is tried leaves no container', async () => {
    await ensureStandInImage();
    const before = await probes();
    await using engine = await engineThat((url) =>
      url.includes('/events') ? Promise.reject(new Error('no events')) : Promise.resolve(),
    );

    await expect(startTestHost({ environment: environmentFor(engine) })).rejects.toThrow();

    expect(engine.asked.some((url) => url.includes('/containers/create'))).toBe(true);
    expect((await probes()).filter((id) => !before.includes(id))).toEqual([]);
  });
});

interface WatchedEngine extends AsyncDisposable {
  readonly file: string;
  /** Paths of the questions, in their order. */
  readonly asked: readonly string[];
}

/** This machine's engine behind a socket where each question waits for `mayPass`; one that it rejects is answered with 500. */
async function engineThat(mayPass: (url: string) => Promise<void>): Promise<WatchedEngine> {
  const file = path.join(tmpdir(), `hearth-engine-${randomHex(4)}.sock`);
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    mayPass(url).then(
      () => {
        passOn(request, response);
      },
      () => response.writeHead(500).end('{"message":"not now"}'),
    );
  });
  await new Promise<void>((resolve) => server.listen(file, resolve));
  return {
    file,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(file, { force: true });
    },
  };
}

function passOn(request: http.IncomingMessage, response: http.ServerResponse): void {
  const { url, method, headers } = request;
  const onward = http.request({ socketPath: '/var/run/docker.sock', path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers).flushHeaders();
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function environmentFor({ file }: WatchedEngine): Record<string, string> {
  return { ...noChoices.environment, DOCKER_HOST: `unix://${file}` };
}

/** Containers of probes, of this test file's process. */
async function probes(): Promise<readonly string[]> {
  const label = ['dev.lambda-hearth.role=probe', `dev.lambda-hearth.owner.pid=${process.pid}`];
  return (await docker.listContainers({ all: true, filters: { label } })).map(({ Id }) => Id);
}
