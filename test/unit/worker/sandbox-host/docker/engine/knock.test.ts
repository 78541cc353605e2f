import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { engineAnswers } from '../../../../../../src/worker/sandbox-host/docker/index.js';

let folder = '';
const opened: http.Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-knock-'));
});
afterEach(async () => {
  for (const server of opened.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

/** An engine that answers its ping with a status. */
async function engine(status: number): Promise<string> {
  const file = path.join(folder, 'engine.sock');
  const server = http.createServer((request, response) => {
    response.writeHead(request.url === '/_ping' ? status : 404).end('OK');
  });
  opened.push(server);
  await once(server.listen(file), 'listening');
  return file;
}

const environmentOf = (dockerHost: string): Record<string, string> => ({ HOME: folder, DOCKER_HOST: dockerHost });

describe('engineAnswers', () => {
  it.each([
    [200, true],
    [500, false],
  ])('takes a ping that is answered with %i for %s', async (status, answers) => {
    expect(await engineAnswers(environmentOf(`unix://${await engine(status)}`))).toBe(answers);
  });

  it('finds nothing where nothing listens', async () => {
    expect(await engineAnswers(environmentOf(`unix://${folder}/none.sock`))).toBe(false);
  });

  it('leaves engines behind other addresses to the client', async () => {
    expect(await engineAnswers(environmentOf('tcp://127.0.0.1:1'))).toBe(false);
  });

  it('refuses what the docker command refuses', async () => {
    await expect(engineAnswers({ HOME: folder, DOCKER_CONTEXT: 'nobody' })).rejects.toThrow(/nobody/);
  });
});
