import { describe, expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../src/base/index.js';
import { startEmulator } from '../../../src/emulator/index.js';
import { createEmulator } from '../../../src/index.js';
import { readSettings } from '../../../src/settings/index.js';
import { readStack } from '../../../src/stacks/index.js';
import { until } from '../../support/open-files.js';
import { projectFolder } from '../../support/project-folder.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Endless:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: ., Timeout: 900 }
`;
const graceMs = 2000;

describe('stopping', () => {
  it('gives running events and running calls one grace together, not one after the other', async () => {
    await using folder = await projectFolder({
      'template.yaml': template,
      'index.js': 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));',
    });
    const clock = new ManualClock();
    const { settings } = readSettings({
      command: 'start',
      flags: new Map(
        Object.entries({
          port: 0,
          'lambda-port': 0,
          'sandbox-host': 'process',
          ephemeral: true,
          watch: false,
          'shutdown-grace': `${graceMs}ms`,
        }).map(([key, raw]) => [key, { raw, name: key, folder: folder.path }] as never),
      ),
      functionNames: [],
      environment: { PATH: process.env['PATH'] ?? '' },
      folder: folder.path,
    });
    const { region, account } = settings;
    const read = () => readStack({ file: `${folder.path}/template.yaml`, parameterOverrides: {}, region, account });
    const emulator = await startEmulator({
      settings,
      logger: silentLogger,
      clock,
      project: { stack: await read(), readAgain: read },
      serveApis: false,
      awsPortMayMove: false,
      portFlags: { api: '-p', aws: '-p' },
    });
    await emulator.ready();
    const invoke = (type: string): Promise<unknown> =>
      fetch(`${emulator.awsUrl}/2015-03-31/functions/Endless/invocations`, {
        method: 'POST',
        headers: { 'X-Amz-Invocation-Type': type },
      }).catch(() => undefined);
    const call = invoke('RequestResponse');
    await invoke('Event');
    await until('both run', async () => {
      const rows = (await (await fetch(`${emulator.awsUrl}/_hearth/sandboxes`)).json()) as readonly {
        readonly state: string;
      }[];
      return rows.filter(({ state }) => state === 'busy').length === 2;
    });

    // More than one grace, less than two; the machine's own time is not looked at.
    let spentMs = 0;
    let stopped = false;
    const stop = emulator[Symbol.asyncDispose]().then(() => (stopped = true));
    await until('it has stopped', () => {
      if (spentMs < 1.6 * graceMs) clock.advance(50);
      spentMs += 50;
      return stopped;
    });

    await Promise.all([stop, call]);
  }, 60_000);

  it('tells who still waits for a sandbox that it is unavailable, so that an SDK tries again', async () => {
    await using folder = await projectFolder();
    const hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process' });
    await hearth.deploy({
      name: 'Boots',
      code: {
        inline: 'await new Promise((r) => setTimeout(r, 5000)); export const handler = () => 1;',
        fileName: 'index.mjs',
      },
    });
    const call = fetch(`${hearth.awsUrl}/2015-03-31/functions/Boots/invocations`, { method: 'POST' });
    await until(
      'it boots',
      async () => ((await (await fetch(`${hearth.awsUrl}/_hearth/sandboxes`)).json()) as unknown[]).length > 0,
    );

    await hearth.stop();

    const answer = await call;
    expect([answer.status, answer.headers.get('x-amzn-errortype'), await answer.json()]).toEqual([
      503,
      'ServiceUnavailableException',
      { Type: 'Service', Message: 'Hearth is stopping.' },
    ]);
  });
});
