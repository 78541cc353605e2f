import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chooseApiVersion } from '../../../../../src/worker/sandbox-host/docker/engine/api-version.js';
import { discoverEngine } from '../../../../../src/worker/sandbox-host/docker/engine/discover-engine.js';
import { endpointFromContext } from '../../../../../src/worker/sandbox-host/docker/engine/endpoint-from-context.js';
import { endpointFromEnvironment } from '../../../../../src/worker/sandbox-host/docker/engine/endpoint-from-environment.js';
import { isLocalEngine } from '../../../../../src/worker/sandbox-host/docker/engine/engine-endpoint.js';
import { parseDockerHost } from '../../../../../src/worker/sandbox-host/docker/engine/parse-docker-host.js';
import { usualSockets } from '../../../../../src/worker/sandbox-host/docker/engine/usual-sockets.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-docker-config-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('an address of an engine', () => {
  it.each([
    ['unix:///run/d.sock', { kind: 'socket', path: '/run/d.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://10.0.0.5', { kind: 'tcp', host: '10.0.0.5', port: 2375 }],
    ['tcp://10.0.0.5:4000', { kind: 'tcp', host: '10.0.0.5', port: 4000 }],
    ['10.0.0.5:4000', { kind: 'tcp', host: '10.0.0.5', port: 4000 }],
    ['https://box:2376', { kind: 'tcp', host: 'box', port: 2376, tls: { verify: true } }],
    ['ssh://me@box', { kind: 'ssh', host: 'box', port: 22, username: 'me' }],
  ])('%s is understood', (text, address) => {
    expect(parseDockerHost(text, 'DOCKER_HOST')).toEqual(address);
  });

  it.each(['ftp://x', 'tcp://', 'not an address'])('"%s" is refused with what would be one', (text) => {
    expect(() => parseDockerHost(text, 'DOCKER_HOST')).toThrow(
      `Not an address of a Docker engine: "${text}" (DOCKER_HOST). Use unix:///path/docker.sock`,
    );
  });

  it('is local when it is a socket or the loopback', () => {
    const local = (text: string): boolean =>
      isLocalEngine({ address: parseDockerHost(text, ''), source: '', spelled: text });

    expect(['unix:///x', 'tcp://127.0.0.1:1', 'tcp://localhost:1', 'tcp://10.0.0.5:1', 'ssh://box'].map(local)).toEqual(
      [true, true, true, false, false],
    );
  });
});

describe('DOCKER_HOST', () => {
  it('names the engine, with the certificates of DOCKER_CERT_PATH', async () => {
    await writeFile(path.join(folder, 'ca.pem'), 'CA');
    await writeFile(path.join(folder, 'key.pem'), 'KEY');

    const endpoint = await endpointFromEnvironment({
      DOCKER_HOST: 'tcp://box',
      DOCKER_CERT_PATH: folder,
      DOCKER_TLS_VERIFY: '1',
    });

    expect(endpoint).toEqual({
      address: { kind: 'tcp', host: 'box', port: 2376, tls: { verify: true, ca: 'CA', key: 'KEY' } },
      source: 'DOCKER_HOST',
      spelled: 'tcp://box',
    });
  });

  it('that is empty names none', async () => {
    expect(await endpointFromEnvironment({ DOCKER_HOST: '' })).toBeUndefined();
  });

  it('that does not answer is an error with the value and the remedy', async () => {
    const socket = path.join(folder, 'none.sock');

    await expect(discoverEngine({ DOCKER_HOST: `unix://${socket}`, HOME: folder })).rejects.toThrow(
      `Docker does not answer at "unix://${socket}" (DOCKER_HOST): not there. Start the engine, or change DOCKER_HOST; ` +
        '"--sandbox-host process" works without Docker.',
    );
  });
});

describe('a Docker context', () => {
  async function writeContext(name: string, host: string): Promise<void> {
    const digest = createHash('sha256').update(name).digest('hex');
    await mkdir(path.join(folder, 'contexts', 'meta', digest), { recursive: true });
    await mkdir(path.join(folder, 'contexts', 'tls', digest, 'docker'), { recursive: true });
    await writeFile(path.join(folder, 'contexts', 'tls', digest, 'docker', 'cert.pem'), 'CERT');
    const meta = { Name: name, Endpoints: { docker: { Host: host, SkipTLSVerify: true } } };
    await writeFile(path.join(folder, 'contexts', 'meta', digest, 'meta.json'), JSON.stringify(meta));
  }

  it('is the current one of config.json, with its own certificates', async () => {
    await writeContext('colima', 'tcp://box:2376');
    await writeFile(path.join(folder, 'config.json'), JSON.stringify({ currentContext: 'colima' }));

    expect(await endpointFromContext({}, folder)).toEqual({
      address: { kind: 'tcp', host: 'box', port: 2376, tls: { verify: false, cert: 'CERT' } },
      source: 'context "colima"',
      spelled: 'tcp://box:2376',
    });
  });

  it('is the one of DOCKER_CONTEXT before the current one', async () => {
    await writeContext('mine', 'unix:///run/mine.sock');
    await writeFile(path.join(folder, 'config.json'), JSON.stringify({ currentContext: 'other' }));

    expect(await endpointFromContext({ DOCKER_CONTEXT: 'mine' }, folder)).toMatchObject({
      address: { kind: 'socket', path: '/run/mine.sock' },
    });
  });

  it('that is not chosen, or is the default one, names none', async () => {
    expect(await endpointFromContext({}, folder)).toBeUndefined();
    expect(await endpointFromContext({ DOCKER_CONTEXT: 'default' }, folder)).toBeUndefined();
  });

  it('that does not exist is an error with its name and the remedy', async () => {
    await expect(endpointFromContext({ DOCKER_CONTEXT: 'gone' }, folder)).rejects.toThrow(
      'Docker context not found: "gone". Create it by "docker context create", or unset DOCKER_CONTEXT.',
    );
  });
});

describe('the usual sockets', () => {
  it('are those of Docker, rootless Docker, Podman, Colima and Finch', () => {
    const labels = new Set(usualSockets('linux', '/home/me', '/run/user/1000').map(({ label }) => label));

    expect([...labels]).toEqual(
      expect.arrayContaining([
        'Docker',
        'rootless Docker',
        'rootless Podman',
        'Podman',
        'Colima',
        'Finch',
        'Docker Desktop',
      ]),
    );
  });
});

describe('the API version', () => {
  it.each([
    ['1.12', '1.41', 'v1.41'],
    ['1.24', '1.52', 'v1.41'],
    ['1.44', '1.52', 'v1.44'],
    ['1.12', '1.40', 'v1.40'],
    [undefined, undefined, 'v1.41'],
  ])('for an engine of %s to %s is %s', (minimum, maximum, chosen) => {
    expect(chooseApiVersion(minimum, maximum)).toBe(chosen);
  });
});
