import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/base/index.js';
import { awsCli } from '../../support/aws-cli.js';
import { StartedHearth } from '../../support/product/started-hearth.js';

const run = promisify(execFile);

/** What boto3 saw is in the form that identity_with_boto3.py prints; refusals are status, code and message. */
describe('IAM and STS for a client of Lambda', () => {
  let hearth: StartedHearth;

  beforeAll(async () => {
    hearth = await StartedHearth.start({}, '--sandbox-host', 'process', '--ephemeral');
  }, 60_000);

  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
  });

  it('boto3 makes roles and policies, waits for them, pages through them, takes a role on, and is refused in AWS’s words', async () => {
    const script = path.join(packageRoot(), 'test/acceptance/aws-clients/identity_with_boto3.py');

    const { stdout } = await run('python3', [script, hearth.awsUrl]);

    const noEntity = (message: string): unknown => [404, 'NoSuchEntity', message];
    const taken = (message: string): unknown => [409, 'EntityAlreadyExists', message];
    const inUse = (message: string): unknown => [409, 'DeleteConflict', message];
    const malformed = (message: string): unknown => [400, 'MalformedPolicyDocument', message];
    const invalid = (message: string): unknown => [400, 'ValidationError', message];
    const violated = (what: string): unknown =>
      invalid(
        `1 validation error detected: Value ${what.replace(': ', ' failed to satisfy constraint: Member must ')}`,
      );
    const policy = 'arn:aws:iam::000000000000:policy/shared';
    const assumed = 'arn:aws:sts::000000000000:assumed-role/mine/me';
    expect(JSON.parse(stdout)).toEqual({
      roles: {
        arn: 'arn:aws:iam::000000000000:role/team/mine',
        id: 'AROA',
        trust: true,
        shown: ['/team/', 'of mine', 3600, [{ Key: 'team', Value: 'a' }]],
        listed: [
          ['mine', 'other-0'],
          ['other-1', 'other-2'],
        ],
        below: ['mine'],
      },
      policies: {
        attached: [policy, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
        inline: ['inline'],
        inlineDocument: true,
        document: [true, true],
        count: 1,
        own: ['shared'],
      },
      refusals: {
        noRole: noEntity('The role with name absent cannot be found.'),
        deleteNoRole: noEntity('The role with name absent cannot be found.'),
        noInline: noEntity('The role policy with name absent cannot be found.'),
        noPolicy: noEntity(`Policy ${policy}-2 was not found.`),
        attachNoPolicy: noEntity(`Policy ${policy}-2 does not exist or is not attachable.`),
        detachNoPolicy: noEntity(`Policy ${policy}-2 was not found.`),
        roleTwice: taken('Role with name mine already exists.'),
        policyTwice: taken('A policy called shared already exists. Duplicate names are not allowed.'),
        roleInUse: inUse('Cannot delete entity, must detach all policies first.'),
        policyInUse: inUse('Cannot delete a policy attached to entities.'),
        inlineLeft: inUse('Cannot delete entity, must delete policies first.'),
        badTrust: malformed('This policy contains invalid Json'),
        trustWithResource: malformed('Has prohibited field Resource'),
        badPolicy: malformed('Syntax errors in policy.'),
        badName: invalid(
          'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
        ),
        longName: violated(`'${'a'.repeat(65)}' at 'roleName': have length less than or equal to 64`),
        shortSession: violated("'60' at 'maxSessionDuration': have value greater than or equal to 3600"),
        noName: violated("null at 'policyName': not be null"),
        badRoleArn: invalid('arn:aws:iam::1:role/mine-is-too is invalid'),
        badSessionName: violated("'a b' at 'roleSessionName': satisfy regular expression pattern: [\\w+=,.@-]*"),
        shortAssumed: violated("'60' at 'durationSeconds': have value greater than or equal to 900"),
      },
      sessions: {
        own: ['000000000000', 'arn:aws:iam::000000000000:root'],
        other: '222222222222',
        assumed,
        session: assumed,
      },
      left: ['other-0', 'other-1', 'other-2'],
    });
  }, 60_000);

  it('the AWS CLI waits for a role, lists what it has, and tells of a conflict', async () => {
    const trust =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    const named = ['--role-name', 'by-cli'] as const;
    const document = ['--assume-role-policy-document', trust] as const;
    await aws('iam', 'create-role', ...named, ...document);
    await aws('iam', 'wait', 'role-exists', ...named);
    const attach = ['--policy-arn', 'arn:aws:iam::aws:policy/AWSLambda_FullAccess'] as const;
    await aws('iam', 'attach-role-policy', ...named, ...attach);

    const { stdout } = await aws('iam', 'list-attached-role-policies', ...named);
    const again = aws('iam', 'create-role', ...named, ...document);

    expect(JSON.parse(stdout)).toEqual({
      AttachedPolicies: [
        { PolicyName: 'AWSLambda_FullAccess', PolicyArn: 'arn:aws:iam::aws:policy/AWSLambda_FullAccess' },
      ],
    });
    await expect(again).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An error occurred (EntityAlreadyExists) when calling the CreateRole operation: Role with name by-cli already exists.',
      ),
    });
  }, 60_000);

  const aws = (...words: string[]): ReturnType<typeof awsCli> => awsCli(hearth.awsUrl, ...words);
});
