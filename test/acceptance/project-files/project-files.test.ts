import { cp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';
import { projectFolder } from '../../support/project-folder.js';

const onProcesses = ['--lambda-port', '0', '--sandbox-host', 'process'];
const words = ['start-api', '--port', '0', ...onProcesses];

/** Answers what it was called with, and one variable. */
const handler = `exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ path: event.rawPath ?? event.path, greeting: process.env.GREETING }),
});`;

async function get(url: string): Promise<unknown> {
  const response = await fetch(url);
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function untilGet(url: string, expected: unknown): Promise<void> {
  while (JSON.stringify(await get(url)) !== JSON.stringify(expected)) await pause(20);
}

describe('a project of Serverless', () => {
  it('runs as it is: variables, both kinds of APIs, and its functions by their keys', async () => {
    await using project = await projectFolder({
      'serverless.yml': `
service: shop
provider: { name: aws, runtime: nodejs22.x, region: eu-central-1, environment: { GREETING: "\${self:custom.greetings.\${sls:stage}}" } }
plugins: [serverless-offline]
custom: \${file(./custom.json)}
functions:
  hello:
    handler: src/index.handler
    events: [{ httpApi: 'GET /hello/{name}' }, { http: 'get old/{name}' }]
  place: { handler: src/place.handler, events: [{ httpApi: GET /place }] }
`,
      'custom.json': '{"greetings": {"dev": "Hi", "prod": "Good day"}}',
      'src/index.js': handler,
      'src/place.js':
        'exports.handler = async () => ({ region: process.env.AWS_REGION, offline: process.env.IS_OFFLINE });',
    });
    await using hearth = await RunningCommand.start([...words, '--stage', 'prod'], { folder: project.path });

    expect(await get(`${hearth.apiUrl}/hello/ada`)).toEqual({ path: '/hello/ada', greeting: 'Good day' });
    expect(await get(`${hearth.apiUrl}/old/ada`)).toEqual({ path: '/old/ada', greeting: 'Good day' });
    expect(await get(`${hearth.apiUrl}/place`)).toEqual({ region: 'eu-central-1', offline: 'true' });
    const invoked = await runHearth(['invoke', 'hello', '--stage', 'prod'], { folder: project.path });
    expect(JSON.parse(invoked.stdout)).toMatchObject({ statusCode: 200 });
  });
});

describe('a CDK app', () => {
  it('runs from its cloud assembly, with an API, an alias behind another, and a parameter', async () => {
    await using project = await projectFolder({ 'cdk.json': '{}' });
    const assembly = fileURLToPath(new URL('../../projects/cdk/cdk.out', import.meta.url));
    await cp(assembly, path.join(project.path, 'cdk.out'), { recursive: true });
    await using hearth = await RunningCommand.start([...words, '--parameter-overrides', 'Greeting=hi'], {
      folder: project.path,
    });

    expect(await get(`${hearth.apiUrl}/hello`)).toBe('hi');
    expect(await get(`${hearth.apiUrl}/anything`)).toBe('hi');
    expect(hearth.stderr).toContain('Using "cdk.out", made by "cdk synth".');
  });
});

describe('a SAM app', () => {
  const child = `
Parameters: { Greeting: { Type: String } }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Runtime: nodejs22.x
      Handler: index.handler
      Environment: { Variables: { GREETING: !Ref Greeting } }
      Events: { Get: { Type: HttpApi, Properties: { Path: /nested, Method: get } } }
`;
  const files = {
    'template.yaml': `
Parameters: { Greeting: { Type: String } }
Resources:
  Child: { Type: AWS::Serverless::Application, Properties: { Location: child/template.yaml, Parameters: { Greeting: !Ref Greeting } } }
`,
    'child/template.yaml': child,
    'child/src/index.js': handler,
    'samconfig.toml':
      'version = 0.1\n[default.local_start_api.parameters]\nparameter_overrides = "Greeting=\\"from samconfig\\""\n',
  };

  it('runs with its nested applications and its samconfig.toml, and sees an edit of that', async () => {
    await using project = await projectFolder(files);
    await using hearth = await RunningCommand.start(words, { folder: project.path });
    const before = await get(`${hearth.apiUrl}/nested`);

    await project.write('samconfig.toml', files['samconfig.toml'].replace('from samconfig', 'edited'));
    await untilGet(`${hearth.apiUrl}/nested`, { path: '/nested', greeting: 'edited' });

    expect(before).toEqual({ path: '/nested', greeting: 'from samconfig' });
  });

  it('sees edits of the file of --env-vars, and goes on with the old one while it is broken', async () => {
    await using project = await projectFolder({ ...files, 'vars.json': '{"Hello": {"GREETING": "one"}}' });
    await using hearth = await RunningCommand.start([...words, '--env-vars', 'vars.json'], { folder: project.path });
    const before = await get(`${hearth.apiUrl}/nested`);

    await project.write('vars.json', '{"Hello"');
    await hearth.says(/vars\.json" of --env-vars is not JSON/);
    const meanwhile = await get(`${hearth.apiUrl}/nested`);
    await project.write('vars.json', '{"Hello": {"GREETING": "two"}}');
    await untilGet(`${hearth.apiUrl}/nested`, { path: '/nested', greeting: 'two' });

    expect([before, meanwhile]).toEqual([
      { path: '/nested', greeting: 'one' },
      { path: '/nested', greeting: 'one' },
    ]);
  });
});

describe('a project that must be built', () => {
  it('is built at the start and after an edit of its source', async () => {
    await using project = await projectFolder({
      'template.yaml': `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { Hearth: { BuildCommand: mkdir -p out && cp src.js out/index.js } }
    Properties:
      CodeUri: out
      Runtime: nodejs22.x
      Handler: index.handler
      Environment: { Variables: { GREETING: built } }
      Events: { Get: { Type: HttpApi, Properties: { Path: /built, Method: get } } }
`,
      'src.js': handler,
    });
    await using hearth = await RunningCommand.start([...words, '--build'], { folder: project.path });
    const before = await get(`${hearth.apiUrl}/built`);

    await project.write('src.js', "exports.handler = async () => ({ statusCode: 200, body: 'again' });");
    await untilGet(`${hearth.apiUrl}/built`, 'again');

    expect(before).toEqual({ path: '/built', greeting: 'built' });
  });
});
