import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, Timeout: 10 } }
Resources:
  HelloFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: hello/
      Environment: { Variables: { GREETING: Hello } }
      Events: { Hello: { Type: HttpApi, Properties: { Path: '/hello/{name}', Method: get } } }
  SleepFunction:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: sleeps
      CodeUri: sleep/
`;
const files = {
  'template.yaml': template,
  'hello/index.js': `exports.handler = async (event) => {
    console.log('saying hello');
    if (event.fail) throw new Error('refused');
    return { greeting: process.env.GREETING + ', ' + event.pathParameters?.name };
  };`,
  'sleep/index.js': `exports.handler = async ({ ms }) => { console.log('asleep'); await new Promise((wake) => setTimeout(wake, ms)); return 'slept'; };`,
};
const freePorts = ['--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];

describe('hearth start-api', () => {
  let project: ProjectFolder;
  let hearth: RunningCommand;
  const folder = (): { folder: string } => ({ folder: project.path });

  beforeAll(async () => {
    project = await projectFolder(files);
    hearth = await RunningCommand.start(['start-api', ...freePorts], folder());
  });

  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  it('tells each door with its URL and function', () => {
    expect(hearth.stderr).toMatch(/GET +http:\/\/127\.0\.0\.1:\d+\/hello\/\{name\} +HelloFunction/);
    expect(hearth.stderr).toMatch(/AWS API +http:\/\/127\.0\.0\.1:\d+\n +HelloFunction\n +sleeps\n/);
  });

  it('is healthy from the moment it says that it is ready', async () => {
    const response = await fetch(`${hearth.awsUrl}/_hearth/health`);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', pid: hearth.pid });
  });

  it('answers through the API, and prints what the function prints as it is', async () => {
    const response = await fetch(`${hearth.apiUrl}/hello/Ada`);

    expect(await response.json()).toEqual({ greeting: 'Hello, Ada' });
    await hearth.says(/\tINFO\tsaying hello\n[\s\S]*REPORT RequestId/);
  });

  it('says which host runs a function', async () => {
    await hearth.says(/Function "HelloFunction" runs on the process host/);
  });

  it('invokes through it: the response alone on stdout, the log on stderr', async () => {
    const run = await runHearth(['invoke', 'HelloFunction', '-e', '-'], {
      ...folder(),
      input: '{"pathParameters":{"name":"Bob"}}',
    });

    expect(run).toMatchObject({ status: 0, stdout: '{"greeting":"Hello, Bob"}\n' });
    expect(run.stderr).toContain('saying hello');
  });

  it('ends invoke with status 1 when the function failed', async () => {
    const run = await runHearth(['invoke', 'HelloFunction', '-e', '-'], { ...folder(), input: '{"fail":true}' });

    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ errorType: 'Error', errorMessage: 'refused' });
  });

  it('invokes by logical id where the function has a name of its own', async () => {
    const run = await runHearth(['invoke', 'SleepFunction', '-e', '-'], { ...folder(), input: '{"ms":1}' });

    expect(run).toMatchObject({ status: 0, stdout: '"slept"\n' });
  });

  it('lists its sandboxes', async () => {
    await fetch(`${hearth.apiUrl}/hello/Ada`);

    const { stdout } = await runHearth(['ps'], folder());

    expect(stdout).toMatch(/^FUNCTION +STATE +MEMORY +AGE/);
    expect(stdout).toMatch(
      /^HelloFunction +(idle|busy) +128 MB +\d+ s +\d+ +process( \(gate\))? +process-[0-9a-f]{32}$/m,
    );
  });

  it('shows its logs, of one function too, and as JSON', async () => {
    await fetch(`${hearth.apiUrl}/hello/Ada`);

    const all = await runHearth(['logs'], folder());
    const json = await runHearth(['logs', 'HelloFunction', '--log-format', 'json', '--lines', '1'], folder());

    expect(all.stdout).toContain('saying hello');
    expect(JSON.parse(json.stdout)).toMatchObject({ functionName: 'HelloFunction', text: expect.any(String) });
  });

  it.each(['logs', 'invoke'])(
    'suggests the nearest name to %s of a function that it does not have',
    async (command) => {
      const run = await runHearth([command, 'HeloFunction'], folder());

      expect(run).toMatchObject({ status: 2, stdout: '' });
      expect(run.stderr).toMatch(/No function "HeloFunction" in .*\. Did you mean "HelloFunction"\? It has /);
    },
  );

  it('follows its logs until Ctrl-C', async () => {
    await using logs = RunningCommand.launch(['logs', '--tail', '--lines', '1'], folder());
    await logs.says(/./);

    await fetch(`${hearth.apiUrl}/hello/Ada`);
    await logs.says(/saying hello/);

    expect(await logs.stop()).toBe(0);
  });

  it('lets a second Hearth in the same project be ephemeral, and says so', async () => {
    await using second = await RunningCommand.start(['start-api', ...freePorts], folder());

    expect(second.stderr).toContain(`is in use by another Hearth (process ${hearth.pid}). This one is ephemeral`);
    expect(await (await fetch(`${second.apiUrl}/hello/Eve`)).json()).toEqual({ greeting: 'Hello, Eve' });
  });

  it('hides its data folder from git', () => {
    expect(readdirSync(project.path)).toContain('.hearth');
    expect(readdirSync(`${project.path}/.hearth`)).toContain('.gitignore');
  });
});
