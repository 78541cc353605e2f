import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const inline = `exports.handler = async (event) => {
  console.log('seen');
  return { event, runtime: process.env.AWS_EXECUTION_ENV, local: process.env.AWS_SAM_LOCAL, region: process.env.AWS_REGION };
};`;
const functionNamed = (name: string, more: object = {}): object => ({
  Type: 'AWS::Serverless::Function',
  Properties: { FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', InlineCode: inline, ...more },
});
const project = {
  'template.json': JSON.stringify({
    Resources: {
      Top: functionNamed('top-name'),
      Tenants: functionNamed('tenants', { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }),
      Child: { Type: 'AWS::Serverless::Application', Properties: { Location: 'child/template.json' } },
    },
  }),
  'child/template.json': JSON.stringify({ Resources: { Inner: functionNamed('inner-name') } }),
  'events/one.json': '{"one":1}',
};
const onProcessHost = ['--sandbox-host', 'process'];

describe('hearth invoke with what people of sam local type', () => {
  it.each([
    ['Top'],
    ['top-name'],
    ['arn:aws:lambda:eu-west-3:123456789012:function:top-name'],
    ['Child/Inner'],
    ['Inner'],
  ])('finds the function %s, which sees that it runs locally and in which region', async (name) => {
    await using folder = await projectFolder(project);
    const words = ['invoke', name, '--template-file', 'template.json', '--region', 'eu-west-1', '--no-event'];

    const { stdout } = await runHearth([...words, ...onProcessHost], { folder: folder.path });

    expect(JSON.parse(stdout)).toEqual({
      event: {},
      runtime: 'AWS_Lambda_nodejs22.x',
      local: 'true',
      region: 'eu-west-1',
    });
  });

  it('writes the function’s output to --log-file, and the response alone to stdout', async () => {
    await using folder = await projectFolder({ ...project, 'logs/old.log': 'old' });
    const words = ['invoke', 'Top', '-e', 'events/one.json', '-l', 'logs/old.log', '-r', 'nodejs20.x'];

    const { stdout, stderr } = await runHearth([...words, ...onProcessHost], { folder: folder.path });
    const log = await readFile(path.join(folder.path, 'logs/old.log'), 'utf8');

    expect(JSON.parse(stdout)).toMatchObject({ event: { one: 1 }, runtime: 'AWS_Lambda_nodejs20.x' });
    expect(log).toMatch(/^INIT_START [\s\S]*\tINFO\tseen\n[\s\S]*\nREPORT /);
    expect(stderr).not.toContain('seen');
  });

  it('takes the event that samconfig.toml names', async () => {
    const config = 'version = 0.1\n[default.local_invoke.parameters]\nevent = "events/one.json"\n';
    await using folder = await projectFolder({ ...project, 'samconfig.toml': config });

    const { stdout } = await runHearth(['invoke', 'Top', ...onProcessHost], { folder: folder.path });

    expect(JSON.parse(stdout)).toMatchObject({ event: { one: 1 } });
  });

  it('asks for a tenant where the template isolates tenants', async () => {
    await using folder = await projectFolder(project);
    const invoke = (...words: string[]) =>
      runHearth(['invoke', 'Tenants', ...words, ...onProcessHost], { folder: folder.path });

    expect((await invoke()).stderr).toContain('Add a valid tenant ID in your request');
    expect(await invoke('--tenant-id', 'blue')).toMatchObject({ status: 0 });
  });
});

describe('hearth start-lambda', () => {
  it.each(['Top', 'top-name', 'Child/Inner', 'Inner', 'arn:aws:lambda:us-east-1:123456789012:function:Inner'])(
    'runs %s, as sam local start-lambda does',
    async (FunctionName) => {
      await using folder = await projectFolder(project);
      await using hearth = await RunningCommand.start(['start-lambda', '--port', '0', ...onProcessHost], {
        folder: folder.path,
      });
      const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
      const client = new LambdaClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials });

      const { Payload, StatusCode } = await client.send(new InvokeCommand({ FunctionName }));

      expect(StatusCode).toBe(200);
      expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({ local: 'true' });
      client.destroy();
    },
  );
});
