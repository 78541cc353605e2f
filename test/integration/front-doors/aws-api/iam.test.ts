import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type StartedAwsApi, startAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const permissions = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const RoleName = 'my-role';

describe('IAM, without a neighbour', () => {
  let api: StartedAwsApi;
  let iam: IAMClient;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  beforeEach(async () => {
    api = await startAwsApi();
    iam = new IAMClient({ endpoint: api.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  });
  afterEach(async () => {
    iam.destroy();
    await api[Symbol.asyncDispose]();
  });
  const create = (name = RoleName, input: object = {}) =>
    iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust, ...input }));

  it('keeps a role as it was made, and shows it', async () => {
    const { Role } = await create(RoleName, {
      Path: '/service-role/',
      Description: 'a & b <c>',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'stage', Value: 'test' }],
    });
    const got = await iam.send(new GetRoleCommand({ RoleName }));

    expect(Role).toMatchObject({
      RoleName,
      Path: '/service-role/',
      Arn: 'arn:aws:iam::111111111111:role/service-role/my-role',
      Description: 'a & b <c>',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'stage', Value: 'test' }],
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(decodeURIComponent(got.Role?.AssumeRolePolicyDocument ?? '')).toBe(trust);
    expect(got.Role?.CreateDate).toBeInstanceOf(Date);
  });

  it('changes what may change of a role', async () => {
    await create();
    const other = trust.replace('lambda', 'edgelambda');
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: other }));
    await iam.send(new UpdateRoleCommand({ RoleName, Description: 'new' }));
    await iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));

    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(other);
    expect(Role).toMatchObject({ Description: 'new', Tags: [{ Key: 'b', Value: '2' }] });
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    expect((await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))).InstanceProfiles).toEqual([]);
  });

  it('keeps policies in a role and attached to it, and deletes the role only when both are gone', async () => {
    await create();
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: permissions }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

    const inline = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'inline' }));
    expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe(permissions);
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['inline']);
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn },
    ]);
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await expect(remove()).rejects.toMatchObject({ message: 'Cannot delete entity, must delete policies first.' });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }));
    await remove();
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name my-role cannot be found.',
    });
  });

  it("has the texts of AWS's own policies that users of Lambda attach, lists them, and lets nobody change them", async () => {
    await create();
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole';
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ Arn: PolicyArn, Path: '/service-role/', AttachmentCount: 1 });
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('sqs:ReceiveMessage');
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'AWS', OnlyAttached: true }));
    expect(Policies.map(({ Arn }) => Arn)).toEqual([PolicyArn]);
    const all = await iam.send(new ListPoliciesCommand({ Scope: 'All', MaxItems: 200 }));
    expect(all.Policies?.map(({ PolicyName }) => PolicyName)).toEqual(
      expect.arrayContaining(['AdministratorAccess', 'AWSLambda_FullAccess', 'ReadOnlyAccess']),
    );
    await expect(
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: permissions })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      iam.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/Unheard' })),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: expect.stringContaining('not kept here') as unknown,
    });
  });

  it('keeps managed policies with their versions', async () => {
    await create();
    const made = await iam.send(new CreatePolicyCommand({ PolicyName: 'mine', PolicyDocument: permissions }));
    const PolicyArn = made.Policy?.Arn ?? '';
    const other = permissions.replace('s3', 'sqs');
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: other, SetAsDefault: true }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ Arn: PolicyArn, DefaultVersionId: 'v2', AttachmentCount: 1 });
    const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toBe(other);
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v2', true],
      ['v1', false],
    ]);
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
    });
  });

  it.each([
    ['a name that is taken', { RoleName }, 'EntityAlreadyExistsException', 'Role with name my-role already exists.'],
    [
      'a document that is no policy',
      { RoleName: 'x', AssumeRolePolicyDocument: 'x' },
      'MalformedPolicyDocumentException',
      'This policy contains invalid Json',
    ],
  ])('refuses a role with %s', async (_, input, name, message) => {
    await create();

    await expect(create(input.RoleName, input)).rejects.toMatchObject({ name, message });
  });

  it('refuses to attach a policy that is not there', async () => {
    await create();
    const PolicyArn = 'arn:aws:iam::111111111111:policy/none';

    await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${PolicyArn} does not exist or is not attachable.`,
    });
  });

  it('lists roles by pages, each account its own', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create(name);
    const other = new IAMClient({
      endpoint: api.url,
      region: 'us-east-1',
      credentials: { ...credentials, accessKeyId: '222222222222' },
    });

    const pages: (string | undefined)[][] = [];
    for await (const { Roles = [] } of paginateListRoles({ client: iam, pageSize: 2 }, {})) {
      pages.push(Roles.map((role) => role.RoleName));
    }
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect((await other.send(new ListRolesCommand({}))).Roles).toEqual([]);
    other.destroy();
  });

  it('gives the credentials of a role, whose account is then the caller', async () => {
    const sts = new STSClient({ endpoint: api.url, region: 'us-east-1', credentials });
    const RoleArn = 'arn:aws:iam::222222222222:role/there';
    const { Credentials, AssumedRoleUser } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', DurationSeconds: 900 }),
    );
    const assumed = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const there = { endpoint: api.url, region: 'us-east-1', credentials: assumed };
    const [identity, lambda] = [new STSClient(there), new LambdaClient(there)];

    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::222222222222:assumed-role/there/me');
    expect(await identity.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '222222222222',
      Arn: 'arn:aws:sts::222222222222:assumed-role/there/me',
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    await lambda.send(await createCommand({ FunctionName: 'fn', Role: RoleArn }));
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'fn' }));
    expect(Configuration?.FunctionArn).toBe('arn:aws:lambda:us-east-1:222222222222:function:fn');
    for (const client of [sts, identity, lambda]) client.destroy();
  });

  it('answers actions it does not have with the flag that helps', async () => {
    const { GetUserCommand } = await import('@aws-sdk/client-iam');

    await expect(iam.send(new GetUserCommand({}))).rejects.toThrow(/"iam" \(GetUser\).*--aws-endpoint/);
  });
});
