import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import http from 'node:http';
import { createEmulator, type HearthEmulator } from '../../../src/index.js';
import { openFiles, until } from '../../support/open-files.js';
import { type ProjectFolder, projectFolder } from '../../support/project-folder.js';
import { RawConnection } from '../../support/raw-http.js';

const functions = {
  Neighbour: 'exports.handler = async (event) => event;',
  Sleeps:
    'exports.handler = async ({ ms }) => { await new Promise((r) => setTimeout(r, ms)); console.log("ran on"); };',
  Boots: 'const end = Date.now() + 300; while (Date.now() < end); exports.handler = async () => 1;',
  Streams: `exports.handler = awslambda.streamifyResponse(async (event, out) => {
    for (let i = 0; i < 400; i += 1) { if (!out.write('x'.repeat(10000))) await new Promise((r) => out.once('drain', r)); }
    console.log('streamed all'); out.end();
  });`,
};

describe('clients that go away', () => {
  let folder: ProjectFolder;
  let hearth: HearthEmulator;
  let begun = 0;

  beforeAll(async () => {
    folder = await projectFolder();
    hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process', maxConcurrentStarts: 4 });
    for (const [name, inline] of Object.entries(functions)) {
      await hearth.deploy({ name, code: { inline }, timeoutSeconds: 20, routes: [`POST /${name}`] });
    }
    await hearth.invoke('Neighbour');
  });
  afterAll(async () => {
    await hearth.stop();
    await folder[Symbol.asyncDispose]();
  });

  it('while their start is awaited (200 of them) leave no waiter behind, and the next caller is served', async () => {
    const before = openFiles();
    const calls = Array.from({ length: 200 }, () => begin('Boots', '{}'));
    await until('some start', async () => (await sandboxes('Boots')).length > 0);
    for (const call of calls) call.destroy();

    expect((await hearth.invoke('Boots')).payload).toBe(1);
    await nothingRuns('Boots');
    // Those that were started until the last client was gone; on a busy machine that takes the time of a few starts.
    const started = (await sandboxes('Boots')).length;
    expect(started).toBeLessThan(50);
    await until('descriptors closed', () => openFiles() <= before + started * 8);
  });

  it('while the function runs do not end it: it runs on, and its sandbox is lent again', async () => {
    const calls = Array.from({ length: 6 }, () => begin('Sleeps', '{"ms":3000}'));
    await until(
      'six busy',
      async () =>
        (await sandboxes('Sleeps')).every(({ state }) => state === 'busy') && (await sandboxes('Sleeps')).length === 6,
    );
    const warm = (await sandboxes('Sleeps')).map(({ name }) => name);
    for (const call of calls) call.destroy();

    await nothingRuns('Sleeps');
    await until('every one ran on', () => hearth.logs('Sleeps').filter((line) => line.includes('ran on')).length === 6);
    expect((await hearth.invoke('Sleeps', { ms: 1 })).functionError).toBeUndefined();
    expect((await sandboxes('Sleeps')).map(({ name }) => name).toSorted()).toEqual(warm.toSorted());
  });

  it.each(['/2015-03-31/functions/Sleeps/invocations', 'route'])(
    'while their body is sent (300 of them, %s) invoke nothing and keep no connection',
    async (path) => {
      const before = openFiles();
      const url = path === 'route' ? hearth.url('/Sleeps') : `${hearth.awsUrl}${path}`;
      const { port, pathname } = new URL(url);
      const connections = await Promise.all(Array.from({ length: 300 }, () => RawConnection.open(Number(port))));
      for (const each of connections)
        each.write(`POST ${pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"ms"`);
      expect((await hearth.invoke('Neighbour', [1])).payload).toEqual([1]);

      const invoked = hearth.logs('Sleeps').length;
      for (const each of connections) each.destroy();

      await until('descriptors closed', () => openFiles() <= before + 4);
      expect(hearth.logs('Sleeps')).toHaveLength(invoked);
    },
  );

  it('while their answer streams do not hold the function up', async () => {
    for (let round = 0; round < 5; round += 1) {
      const call = begin('Streams', '{}', '/2021-11-15/functions/Streams/response-streaming-invocations');
      const response = await new Promise<http.IncomingMessage>((resolve) => call.once('response', resolve));
      response.pause();
      call.destroy();
    }

    await nothingRuns('Streams');
    await until(
      'all streamed',
      () => hearth.logs('Streams').filter((line) => line.includes('streamed all')).length === 5,
    );
    expect((await hearth.invoke('Streams')).text).toHaveLength(4_000_000);
  });

  function begin(name: string, body: string, path = `/2015-03-31/functions/${name}/invocations`): http.ClientRequest {
    begun += 1;
    // Half of the connections are such as stay, which are read in another way.
    const headers = { Connection: begun % 2 === 0 ? 'keep-alive' : 'close' };
    const call = http.request(`${hearth.awsUrl}${path}`, { method: 'POST', agent: false, headers });
    call.on('error', () => undefined);
    call.end(body);
    return call;
  }

  async function nothingRuns(name: string): Promise<void> {
    await until(`nothing of ${name} runs`, async () => {
      const states = (await sandboxes(name)).map(({ state }) => state);
      return (await running(name)) === 0 && states.every((state) => state === 'idle');
    });
  }

  async function running(name: string): Promise<number> {
    const rows = (await view('functions')) as readonly { readonly name: string; readonly running: number }[];
    return rows.find((row) => row.name === name)?.running ?? 0;
  }

  async function sandboxes(functionName: string): Promise<readonly SandboxRow[]> {
    const rows = (await view('sandboxes')) as readonly SandboxRow[];
    return rows.filter((row) => row.functionName === functionName);
  }

  async function view(name: string): Promise<unknown> {
    return (await fetch(`${hearth.awsUrl}/_hearth/${name}`, { headers: { Connection: 'close' } })).json();
  }
});

interface SandboxRow {
  readonly functionName: string;
  readonly name: string;
  readonly state: string;
}
