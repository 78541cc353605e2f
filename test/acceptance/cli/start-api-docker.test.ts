import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';
import { runProgram } from '../../support/product/run-program.js';

const files = {
  'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, Timeout: 20 } }
Resources:
  Sleeps:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: sleeps/
      Events: { Slow: { Type: HttpApi, Properties: { Path: /sleeps, Method: get } } }
  Calls:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: calls/ }
`,
  'sleeps/index.js': `
    const crypto = require('node:crypto');
    const sandbox = crypto.randomUUID();
    let calls = 0;
    exports.handler = async (event) => {
      await new Promise((wake) => setTimeout(wake, Number(event.queryStringParameters?.ms ?? 1000)));
      return { sandbox, calls: ++calls };
    };`,
  // The AWS SDK is not in every image: a signed request is not needed to call Hearth.
  'calls/index.js': `
    exports.handler = async ({ name }) => {
      const url = process.env.AWS_ENDPOINT_URL_LAMBDA + '/2015-03-31/functions/' + name + '/invocations';
      const response = await fetch(url, { method: 'POST', body: '{}' });
      return response.json();
    };`,
};

interface Answer {
  readonly sandbox: string;
  readonly calls: number;
}

describe('hearth start-api on Docker', () => {
  let project: ProjectFolder;
  let hearth: RunningCommand;

  beforeAll(async () => {
    project = await projectFolder(files);
    const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'docker', '--keep-alive', '5s'];
    hearth = await RunningCommand.start(words, { folder: project.path });
  }, 60_000);

  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  const tenAtOnce = (ms = 1000): Promise<Answer[]> =>
    Promise.all(
      Array.from({ length: 10 }, async () => {
        const response = await fetch(`${hearth.apiUrl}/sleeps?ms=${ms}`);
        return (await response.json()) as Answer;
      }),
    );

  it('runs ten calls in ten sandboxes side by side, and the next ten in the same ones', async () => {
    // Longer than ten starts take: else the first sandboxes serve the last calls.
    const cold = await tenAtOnce(8000);
    const warm = await tenAtOnce();

    const sandboxes = new Set(cold.map(({ sandbox }) => sandbox));
    expect(sandboxes.size).toBe(10);
    expect(new Set(warm.map(({ sandbox }) => sandbox))).toEqual(sandboxes);
    expect(warm.map(({ calls }) => calls)).toEqual(Array.from({ length: 10 }, () => 2));
  }, 90_000);

  it('lets functions call functions', async () => {
    const run = await runHearth(['invoke', 'Calls', '-e', '-'], {
      folder: project.path,
      input: '{"name":"Sleeps"}',
    });

    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ sandbox: expect.any(String) });
  }, 60_000);

  it('leaves no container after the keep-alive timeout', async () => {
    await tenAtOnce();

    await untilNoContainers(hearth.pid);

    const { stdout } = await runHearth(['ps'], { folder: project.path });
    expect(stdout).toMatch(/^FUNCTION .*\n\nSince the start: \d+ invocations\n$/);
  }, 90_000);

  it('leaves nothing behind after Ctrl-C', async () => {
    await tenAtOnce();
    const { pid } = hearth;
    expect(await containersOf(pid)).not.toEqual([]);

    expect(await hearth.stop()).toBe(0);

    expect(await containersOf(pid)).toEqual([]);
    expect(await volumesOf(pid)).toEqual([]);
  }, 90_000);
});

async function containersOf(pid: number): Promise<string[]> {
  return list(['ps', '-aq', '--filter', `label=dev.lambda-hearth.owner.pid=${pid}`]);
}

async function volumesOf(pid: number): Promise<string[]> {
  return list(['volume', 'ls', '-q', '--filter', `label=dev.lambda-hearth.owner.pid=${pid}`]);
}

async function list(words: readonly string[]): Promise<string[]> {
  const { stdout } = await runProgram('docker', words, { folder: '/' });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Looks again until the condition holds; the test's own time limit ends it. */
async function untilNoContainers(pid: number): Promise<void> {
  for (;;) {
    const containers = await containersOf(pid);
    if (containers.length === 0) return;
    await runProgram('docker', ['wait', ...containers], { folder: '/' });
  }
}
