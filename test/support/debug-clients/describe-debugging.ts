/* eslint-disable jest/no-export -- called by one test file per sandbox host, so that they run side by side */
import {
  CreateFunctionCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import getPort from 'get-port';
import { listenHttp, packageRoot } from '../../../src/base/index.js';
import { type ServedFunction, StartedHearth } from '../product/started-hearth.js';
import { projectFolder } from '../project-folder.js';
import { waitUntil } from '../wait-until.js';
import { DebugAdapterClient } from './debug-adapter.js';
import { debugpyFiles } from './debugpy-files.js';
import { InspectorClient } from './inspector.js';

const folder = path.join(packageRoot(), 'test/functions/debugged');
const node: ServedFunction = { runtime: 'nodejs22.x', handler: 'index.handler', code: 'debugged', timeout: 1 };
const python: ServedFunction = { runtime: 'python3.11', handler: 'app.handler', code: 'debugged', timeout: 1 };

/** What every sandbox host owes to somebody with a debugger; each function has a timeout of one second. */
export function describeDebugging(host: 'docker' | 'process'): void {
  const onHost = ['--sandbox-host', host];

  describe('a function debugged with Node’s inspector', () => {
    it('waits for the client, stops at its breakpoint beyond its timeout, shows a variable, and answers all who wait', async () => {
      const port = await getPort();
      await using hearth = await StartedHearth.start({ held: node }, ...onHost, '--debug-function', `held=${port}`);

      const calls = ['Ada', 'Bob'].map((name) => hearth.call('held', { name }));
      using client = await InspectorClient.attach(port);
      await client.breakAt(host === 'docker' ? '/var/task/index.mjs' : '/debugged/index.mjs', 3);
      const values: unknown[] = [];
      while (values.length < calls.length) {
        values.push(await client.valueAtBreakpoint('greeting'));
        const stoppedAt = Date.now();
        await waitUntil(() => Date.now() > stoppedAt + 1500);
        await client.resume();
      }

      expect(await Promise.all(calls)).toEqual(['hello Ada', 'hello Bob']);
      expect(values.sort()).toEqual(['hello Ada', 'hello Bob']);
      expect(hearth.messages).toContain(`Debug "held" on 127.0.0.1:${port}`);
    }, 120_000);

    it('runs its saved code on the same port, in a sandbox that takes the place of the old one', async () => {
      const port = await getPort();
      await using project = await projectFolder({ 'index.mjs': savedHandler(1) });
      const saved = { ...node, code: project.path };
      const flags = ['--debug-function', `held=${port}`, '--debug-args', '--inspect'];
      await using hearth = await StartedHearth.start({ held: saved }, ...onHost, ...flags);
      const before = await hearth.call('held');

      await writeFile(path.join(project.path, 'index.mjs'), savedHandler(2));
      await waitUntil(async () => (await hearth.call('held')) === 2);
      using client = await InspectorClient.attach(port);
      await client.breakAt('/index.mjs', 2);
      const call = hearth.call('held');
      const value = await client.valueAtBreakpoint('number');
      await client.resume();

      expect([before, value, await call]).toEqual([1, 2, 2]);
    }, 120_000);

    it('shares one port with others, one at a time', async () => {
      const port = await getPort();
      await using hearth = await StartedHearth.start(
        { one: node, other: node },
        ...onHost,
        ...['--debug-port', String(port), '--debug-args', `--inspect`],
      );

      const answers = await Promise.all(['one', 'other', 'one'].map((name) => hearth.call(name, { name })));

      expect(answers).toEqual(['hello one', 'hello other', 'hello one']);
      expect(hearth.messages).toContain(`Functions that share port ${port} run one at a time`);
    }, 120_000);
  });

  it('a function made over the Lambda API is debugged without any template, also after a change of its settings', async () => {
    const port = await getPort();
    await using hearth = await StartedHearth.startEmpty(...onHost, '--debug-port', String(port));
    const FunctionName = 'made';
    await hearth.client.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: 'arn:aws:iam::000000000000:role/any',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Timeout: 1,
        Code: { S3Bucket: 'hot-reload', S3Key: folder },
      }),
    );
    await waitUntilFunctionActiveV2({ client: hearth.client, maxWaitTime: 20 }, { FunctionName });
    await hearth.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256 }));
    await waitUntilFunctionUpdatedV2({ client: hearth.client, maxWaitTime: 20 }, { FunctionName });

    const call = hearth.call('made', { name: 'Ada' });
    using client = await InspectorClient.attach(port);
    await client.breakAt(host === 'docker' ? '/var/task/index.mjs' : '/debugged/index.mjs', 3);
    const value = await client.valueAtBreakpoint('greeting');
    await client.resume();

    expect([value, await call]).toEqual(['hello Ada', 'hello Ada']);
    expect(hearth.messages).toContain(
      `Nothing is debugged yet: functions made over the Lambda API are, on 127.0.0.1:${port}.`,
    );
    expect(hearth.messages).toContain(`Debug "made" on 127.0.0.1:${port} (Node’s inspector).`);
  }, 120_000);

  it('an address that is taken is told at the start', async () => {
    await using taken = await listenHttp(() => undefined, { host: '127.0.0.1', port: 0 });

    const starting = StartedHearth.start({ held: node }, ...onHost, '--debug-port', String(taken.port));

    await expect(starting).rejects.toThrow(`Address already in use: "127.0.0.1:${taken.port}"`);
  });

  describe('a function debugged with debugpy from --debugger-path', () => {
    let files: string;
    beforeAll(async () => {
      files = await debugpyFiles();
    }, 120_000);

    it('waits for the client, stops at its breakpoint, shows a variable and answers', async () => {
      const port = await getPort();
      const flags = ['--debug-port', String(port), '--debugger-path', files];
      await using hearth = await StartedHearth.start({ held: python }, ...onHost, ...flags);

      const call = hearth.call('held', { name: 'Ada' });
      const mapping = { localRoot: folder, remoteRoot: host === 'docker' ? '/var/task' : folder };
      using client = await DebugAdapterClient.attach(port, { pathMappings: [mapping] });
      await client.breakAt(path.join(folder, 'app.py'), 3);
      const value = await client.valueAtBreakpoint('greeting');

      expect(value).toBe("'hello Ada'");
      expect(await call).toBe('hello Ada');
    }, 120_000);

    // AWS SAM starts no debugger for Python: its users' code does.
    it('takes code that listens on the port by itself, as it must under AWS SAM', async () => {
      const port = await getPort();
      await using project = await projectFolder({ 'app.py': listeningHandler(port) });
      const flags = ['--debug-port', String(port), '--debugger-path', files];
      await using hearth = await StartedHearth.start({ held: { ...python, code: project.path } }, ...onHost, ...flags);

      const call = hearth.call('held', { name: 'Ada' });
      const file = path.join(project.path, 'app.py');
      const remoteRoot = host === 'docker' ? '/var/task' : project.path;
      using client = await DebugAdapterClient.attach(port, { pathMappings: [{ localRoot: project.path, remoteRoot }] });
      await client.breakAt(file, 6);
      const value = await client.valueAtBreakpoint('greeting');

      expect([value, await call]).toEqual(["'hello Ada'", 'hello Ada']);
    }, 120_000);
  });
}

function savedHandler(number: number): string {
  return `export const handler = async () => { const number = ${number};\n  return number;\n};\n`;
}

function listeningHandler(port: number): string {
  return [
    'import debugpy',
    `debugpy.listen(("0.0.0.0", ${port}))`,
    'debugpy.wait_for_client()',
    'def handler(event, context):',
    '    greeting = "hello " + event["name"]',
    '    return greeting',
  ].join('\n');
}
