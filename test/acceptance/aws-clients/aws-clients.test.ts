import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/base/index.js';
import { awsCli } from '../../support/aws-cli.js';
import { StartedHearth } from '../../support/product/started-hearth.js';
import { zipOf } from '../../support/zip.js';

const run = promisify(execFile);

describe('clients of the AWS API', () => {
  let hearth: StartedHearth;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-aws-clients-'));
    const node = { runtime: 'nodejs22.x', handler: 'index.handler' };
    hearth = await StartedHearth.start(
      {
        echo: { ...node, code: 'echo' },
        throws: { ...node, code: 'throws' },
        streams: { ...node, code: 'streams' },
      },
      '--sandbox-host',
      'process',
    );
  }, 60_000);

  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('boto3 invokes, streams, and takes a function through its life', async () => {
    const archive = path.join(folder, 'function.zip');
    await writeFile(archive, await zipOf({ 'index.mjs': 'export const handler = async (event) => event;' }));
    const script = path.join(packageRoot(), 'test/acceptance/aws-clients/with_boto3.py');

    const { stdout } = await run('python3', [script, hearth.awsUrl, archive]);

    expect(JSON.parse(stdout)).toEqual({
      echo: { status: 200, version: '$LATEST', error: null, text: '{"a":1}' },
      event: { status: 202, version: null, error: null, text: '' },
      dryRun: { status: 204, version: null, error: null, text: '' },
      failure: { status: 200, version: '$LATEST', error: 'Unhandled', text: expect.stringContaining('OrderRefused') },
      stream: { text: 'ab', completed: true },
      life: {
        state: 'Pending',
        answer: { status: 200, version: '$LATEST', error: null, text: '{"made":"by boto3"}' },
        listed: true,
      },
      missing: {
        code: 'ResourceNotFoundException',
        message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:absent:$LATEST',
      },
    });
  }, 60_000);

  it('the AWS CLI invokes and prints the log', async () => {
    const output = path.join(folder, 'answer.json');
    const payload = path.join(folder, 'event.json');
    await writeFile(payload, '{"order":42}');

    const { stdout } = await aws(
      'lambda',
      'invoke',
      '--function-name',
      'echo',
      '--log-type',
      'Tail',
      '--payload',
      `fileb://${payload}`,
      output,
    );

    expect(JSON.parse(stdout)).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST', LogResult: expect.any(String) });
    expect(await readFile(output, 'utf8')).toBe('{"order":42}');
    const { LogResult: log } = JSON.parse(stdout) as { LogResult: string };
    expect(Buffer.from(log, 'base64').toString('utf8')).toMatch(
      /^START RequestId: .*\n[^]*END RequestId: .*\nREPORT RequestId: /,
    );
  }, 60_000);

  it('the AWS CLI reads a function’s configuration and waits for it', async () => {
    await aws('lambda', 'wait', 'function-active-v2', '--function-name', 'echo');

    const { stdout } = await aws('lambda', 'get-function-configuration', '--function-name', 'echo');

    expect(JSON.parse(stdout)).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
      Runtime: 'nodejs22.x',
      State: 'Active',
      LastUpdateStatus: 'Successful',
    });
  }, 60_000);

  it('the AWS CLI waits for an update and for a version, and downloads the code as it was sent', async () => {
    const code = await zipOf({ 'index.mjs': 'export const handler = async () => 1;' });
    const archive = path.join(folder, 'waits.zip');
    await writeFile(archive, code);
    const named = ['--function-name', 'waits'] as const;
    const role = ['--role', 'arn:aws:iam::000000000000:role/test'] as const;
    const zip = ['--zip-file', `fileb://${archive}`] as const;
    const made = ['--runtime', 'nodejs22.x', '--handler', 'index.handler'] as const;
    await aws('lambda', 'create-function', ...named, ...made, ...role, ...zip);
    await aws('lambda', 'wait', 'function-active-v2', ...named);
    await aws('lambda', 'update-function-configuration', ...named, '--memory-size', '256');

    await aws('lambda', 'wait', 'function-updated-v2', ...named);
    await aws('lambda', 'publish-version', ...named);
    await aws('lambda', 'wait', 'published-version-active', ...named, '--qualifier', '1');

    const query = ['--query', 'Code.Location', '--output', 'text'] as const;
    const { stdout } = await aws('lambda', 'get-function', ...named, '--qualifier', '1', ...query);
    const downloaded = await fetch(stdout.trim());
    expect(Buffer.from(await downloaded.arrayBuffer()).equals(code)).toBe(true);
  }, 120_000);

  it('the AWS CLI makes a role for a function, and takes it on', async () => {
    const trust =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    const RoleArn = 'arn:aws:iam::000000000000:role/mine';

    const role = await aws('iam', 'create-role', '--role-name', 'mine', '--assume-role-policy-document', trust);
    const session = await aws('sts', 'assume-role', '--role-arn', RoleArn, '--role-session-name', 'me');

    expect(JSON.parse(role.stdout)).toMatchObject({
      Role: { Arn: RoleArn, AssumeRolePolicyDocument: JSON.parse(trust) as object },
    });
    expect(JSON.parse(session.stdout)).toMatchObject({
      AssumedRoleUser: { Arn: 'arn:aws:sts::000000000000:assumed-role/mine/me' },
    });
  }, 60_000);

  it('the AWS CLI says who the caller is', async () => {
    const { stdout } = await aws('sts', 'get-caller-identity', '--query', 'Account', '--output', 'text');

    expect(stdout.trim()).toBe('000000000000');
  }, 60_000);

  it('the AWS CLI tells of a function that is not there in AWS’s words', async () => {
    const refused = aws('lambda', 'get-function', '--function-name', 'absent');

    await expect(refused).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An error occurred (ResourceNotFoundException) when calling the GetFunction operation: ' +
          'Function not found: arn:aws:lambda:us-east-1:000000000000:function:absent',
      ),
    });
  }, 60_000);

  const aws = (...words: string[]): ReturnType<typeof awsCli> => awsCli(hearth.awsUrl, ...words);
});
