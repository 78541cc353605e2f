import { describe, expect, it } from '@jest/globals';
import { commandLine } from '../../../support/command-line.js';
import { projectFolder } from '../../../support/project-folder.js';

const template = `
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler, Environment: { Variables: { A: template, B: template, AWS_REGION: mine } } }
  Other: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler } }
`;

interface Row {
  readonly name: string;
  readonly value?: string;
  readonly from: string;
  readonly instead: readonly { readonly value: string; readonly from: string }[];
}

async function rowsOf(words: readonly string[], files: Readonly<Record<string, string>>): Promise<Map<string, Row>> {
  await using folder = await projectFolder({ 'template.yaml': template, ...files });
  const { stdout } = await commandLine(['env', ...words, '--log-format', 'json'], { folder: folder.path });
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => [(JSON.parse(line) as Row).name, JSON.parse(line) as Row]),
  );
}

describe('hearth env', () => {
  it('shows each variable with where it comes from, and what it is instead of', async () => {
    const rows = await rowsOf(['Hello', '--env-vars', 'vars.json', '--region', 'eu-west-1'], {
      'vars.json': '{"Parameters": {"B": "all"}, "Hello": {"B": "own", "C": "added"}}',
    });

    expect(rows.get('A')).toEqual({ name: 'A', value: 'template', from: 'template.yaml', instead: [] });
    expect(rows.get('B')).toEqual({
      name: 'B',
      value: 'own',
      from: '--env-vars (Hello)',
      instead: [
        { value: 'all', from: '--env-vars (all functions)' },
        { value: 'template', from: 'template.yaml' },
      ],
    });
    expect(rows.get('C')).toMatchObject({ value: 'added', from: '--env-vars (Hello)' });
    expect(rows.get('AWS_REGION')).toMatchObject({
      value: 'eu-west-1',
      from: 'Lambda',
      instead: [{ value: 'mine', from: 'template.yaml' }],
    });
    expect(rows.get('_HANDLER')).toMatchObject({ value: 'index.handler', from: 'Lambda' });
  });

  it('tells what only Hearth sets for functions of serverless.yml, and takes --stage, --param and its region', async () => {
    const rows = await rowsOf(['hello', '-t', 'serverless.yml', '--stage', 'prod', '--param', 'domain=a=b'], {
      'serverless.yml':
        'service: s\nprovider: { name: aws, runtime: nodejs22.x, region: us-west-2 }\nfunctions: { hello: { handler: index.handler, environment: { DOMAIN: "${param:domain}", STAGE: "${sls:stage}" } } }',
      'index.js': '',
    });

    expect(rows.get('IS_OFFLINE')).toEqual({
      name: 'IS_OFFLINE',
      value: 'true',
      from: 'Hearth, as sam local and serverless-offline have it',
      instead: [],
    });
    expect(rows.get('DOMAIN')?.value).toBe('a=b');
    expect(rows.get('STAGE')?.value).toBe('prod');
    expect(rows.get('AWS_REGION')).toMatchObject({ value: 'us-west-2', from: 'Lambda' });
  });

  it('says that a template has no stage', async () => {
    await using folder = await projectFolder({ 'template.yaml': template });

    const { stdout } = await commandLine(['validate', '--stage', 'prod'], { folder: folder.path });

    expect(stdout).toContain('--stage and --param are for serverless.yml');
  });

  // AWS's developer guide of SAM, "sam local invoke": functions find AWS_SAM_LOCAL.
  it('shows what functions of SAM’s templates find as under sam local, and what they set instead', async () => {
    const own = 'Globals: { Function: { Environment: { Variables: { AWS_SAM_LOCAL: "no" } } } }';

    expect((await rowsOf(['Other'], {})).get('AWS_SAM_LOCAL')).toMatchObject({
      value: 'true',
      from: 'Hearth, as sam local and serverless-offline have it',
    });
    expect((await rowsOf(['Other'], { 'template.yaml': own + template })).get('AWS_SAM_LOCAL')).toMatchObject({
      value: 'no',
      from: 'template.yaml',
    });
  });

  it('gives no value to what each sandbox gets anew', async () => {
    const rows = await rowsOf(['Hello'], {});

    for (const name of ['AWS_LAMBDA_RUNTIME_API', 'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_SECRET_ACCESS_KEY']) {
      expect(rows.get(name)).toEqual({ name, from: 'Lambda', instead: [] });
    }
  });

  it('prints a table for people', async () => {
    await using folder = await projectFolder({ 'template.yaml': template, 'hearth.toml': '[env-vars]\nA = "toml"' });

    const { stdout, status } = await commandLine(['env', 'Hello'], { folder: folder.path });

    expect(stdout).toMatch(/^NAME +VALUE +FROM$/m);
    expect(stdout).toMatch(
      /^A +toml +"env-vars" in .*hearth\.toml \(all functions\), instead of "template" from template\.yaml$/m,
    );
    expect(status).toBe(0);
  });

  it.each([
    [['env', 'Helo'], 'No function "Helo" in'],
    [['env'], 'Which function? Name one of: "Hello", "Other".'],
  ])('refuses %j', async (words, message) => {
    await using folder = await projectFolder({ 'template.yaml': template });

    expect(await commandLine(words, { folder: folder.path })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(message),
    });
  });
});
