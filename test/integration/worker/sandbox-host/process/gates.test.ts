import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listenHttp, selfMadeCertificate, systemClock } from '../../../../../src/base/index.js';
import type { CodeSource } from '../../../../../src/model/index.js';
import { type FunctionChoice, ProcessSandboxes, type RunningFunction } from '../../../../support/process-sandboxes.js';
import { waitUntil } from '../../../../support/wait-until.js';

/** Answers with all that a program can see of how it was started. */
const mirror = `
const fs = require('node:fs');
exports.handler = async () => ({
  environment: process.env,
  parameters: process.argv.slice(1),
  flags: process.execArgv,
  folder: process.cwd(),
  input: fs.readFileSync(0, 'utf8'),
  descriptors: fs.readdirSync('/proc/self/fd').length,
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  offset: new Date(0).getTimezoneOffset(),
  fromLayer: (() => { try { return require('of-layer'); } catch (error) { return error.code; } })(),
});`;

/** Answers the status of a call over TLS, or why there is none. */
const caller = `
const https = require('node:https');
exports.handler = ({ port }) => new Promise((resolve) => {
  https.get({ host: 'localhost', port, family: 4 }, (response) => resolve(response.statusCode)).on('error', (error) => resolve(error.code));
});`;

describe('a gate of the process host', () => {
  it('becomes a process that differs in nothing from one started for the function', async () => {
    await using sandboxes = await ProcessSandboxes.create(1);
    const choice = await mirrorFunction(sandboxes, { TABLE: 'a "b"\n\'c\' €', TZ: 'Asia/Tokyo' });

    const plain = await sandboxes.start(choice);
    await gateFor(sandboxes);
    const gated = await sandboxes.start(choice);

    expect([plain.sandbox.startPath, gated.sandbox.startPath]).toEqual(['process', 'gate']);
    expect(await seenBy(gated)).toEqual(await seenBy(plain));
  });

  it('is used once, and its sandbox starts the next runtime plainly in the same place', async () => {
    await using sandboxes = await ProcessSandboxes.create(1);
    const choice: FunctionChoice = { runtime: runtime(), handler: 'index.handler', code: 'echo' };
    await sandboxes.start(choice);
    await gateFor(sandboxes);
    const gated = await sandboxes.start(choice);
    const pid = gated.sandbox.nativeId;

    await gated.sandbox.killRuntime();
    const exit = await gated.exit();
    await gated.sandbox.startRuntime();

    const { body } = await gated.api.invoke({ again: true });
    expect(exit).toMatchObject({ signal: 'SIGKILL' });
    expect(gated.sandbox.nativeId).not.toBe(pid);
    expect(body).toBe('{"again":true}');
  });

  it('is passed over by a function with options for the language itself', async () => {
    await using sandboxes = await ProcessSandboxes.create(1);
    const choice = await mirrorFunction(sandboxes, { NODE_OPTIONS: '--no-warnings' });
    await sandboxes.start(choice);
    await gateFor(sandboxes);

    const started = await sandboxes.start(choice);

    expect(started.sandbox.startPath).toBe('process');
    expect(sandboxes.host.preparedParts?.()).toHaveLength(1);
  });

  it('trusts the certificate that its function names, as one started for the function does', async () => {
    await using sandboxes = await ProcessSandboxes.create(1);
    const folder = path.join(sandboxes.folder, 'caller');
    const tls = await selfMadeCertificate(path.join(sandboxes.folder, 'tls'), ['localhost'], systemClock);
    await using server = await listenHttp((_, response) => response.end('served'), { host: '127.0.0.1', port: 0, tls });
    await mkdir(folder);
    await writeFile(path.join(folder, 'index.js'), caller);
    const choice: FunctionChoice = {
      runtime: runtime(),
      handler: 'index.handler',
      code: source(folder),
      environment: { NODE_EXTRA_CA_CERTS: tls.file },
    };

    const plain = await sandboxes.start(choice);
    await gateFor(sandboxes);
    const gated = await sandboxes.start(choice);

    expect([plain.sandbox.startPath, gated.sandbox.startPath]).toEqual(['process', 'gate']);
    const bodies = await Promise.all([plain, gated].map(({ api }) => api.invoke({ port: server.port })));
    expect(bodies.map(({ body }) => body)).toEqual(['200', '200']);
  });

  it('that was killed is replaced, and is not handed over', async () => {
    await using sandboxes = await ProcessSandboxes.create(1);
    const choice: FunctionChoice = { runtime: runtime(), handler: 'index.handler', code: 'echo' };
    await sandboxes.start(choice);
    const [gate] = await gateFor(sandboxes);
    process.kill(Number(gate?.nativeId), 'SIGKILL');
    await waitUntil(() => sandboxes.host.preparedParts?.().length === 0);

    const started = await sandboxes.start(choice);

    const [another] = await gateFor(sandboxes);
    expect(started.sandbox.startPath).toBe('process');
    expect(another?.nativeId).not.toBe(gate?.nativeId);
  });

  it('ends with its host', async () => {
    const sandboxes = await ProcessSandboxes.create(1);
    await sandboxes.start({ runtime: runtime(), handler: 'index.handler', code: 'echo' });
    const [gate] = await gateFor(sandboxes);

    await sandboxes[Symbol.asyncDispose]();

    expect(() => process.kill(Number(gate?.nativeId), 0)).toThrow('ESRCH');
  });
});

/** The runtime of the Node.js that runs this test, so that no other has to be there. */
function runtime(): string {
  return `nodejs${process.versions.node.split('.')[0] ?? ''}.x`;
}

async function gateFor(sandboxes: ProcessSandboxes): Promise<readonly { readonly nativeId: string }[]> {
  const parts = (): readonly { readonly nativeId: string }[] => sandboxes.host.preparedParts?.() ?? [];
  await waitUntil(() => parts().length === 1);
  return parts();
}

async function mirrorFunction(
  sandboxes: ProcessSandboxes,
  environment: Readonly<Record<string, string>>,
): Promise<FunctionChoice> {
  const folder = path.join(sandboxes.folder, 'mirror');
  const layer = path.join(sandboxes.folder, 'layer');
  const ofLayer = path.join(layer, 'nodejs/node_modules/of-layer');
  await mkdir(folder, { recursive: true });
  await mkdir(ofLayer, { recursive: true });
  await writeFile(path.join(folder, 'index.js'), mirror);
  await writeFile(path.join(ofLayer, 'index.js'), 'module.exports = "found";');
  return {
    runtime: runtime(),
    handler: 'index.handler',
    code: source(folder),
    layers: [source(layer)],
    environment,
  };
}

function source(folder: string): CodeSource {
  return { kind: 'folder', digest: folder, live: true, path: folder };
}

/** What differs between any two sandboxes is their own folder, and the port of their Runtime API. */
async function seenBy({ api, sandbox }: RunningFunction): Promise<unknown> {
  const { body } = await api.invoke({});
  const own = [sandbox.name.replace('process-', ''), api.hostAndPort];
  return JSON.parse(own.reduce((text, each) => text.replaceAll(each, 'OWN'), body)) as unknown;
}
