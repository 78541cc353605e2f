import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import {
  AddLayerVersionPermissionCommand,
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  InvokeCommand,
  type LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  PublishLayerVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../../src/base/index.js';
import { AssumedRoles, policyOf } from '../../../support/assumed-roles.js';
import { type StartedAwsApi, startAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';
import { zipOf } from '../../../support/zip.js';

const arn = 'arn:aws:lambda:us-east-1:111111111111:function:fn';
const session = (role: string): string => `arn:aws:sts::111111111111:assumed-role/${role}/me`;
const allow = (Action: string | readonly string[], part: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...part,
});

describe('with --enforce-policies, an assumed role', () => {
  let api: StartedAwsApi;
  let own: LambdaClient;
  let roles: AssumedRoles;
  const lines: string[] = [];
  beforeEach(async () => {
    lines.length = 0;
    const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'info');
    api = await startAwsApi({ enforcePolicies: true, logger });
    own = api.client();
    roles = new AssumedRoles(api.url);
    const trustsLambda = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    await roles.make('test-role', [], { AssumeRolePolicyDocument: policyOf(trustsLambda) });
    await own.send(await createCommand({ FunctionName: 'fn', Tags: { stage: 'test' } }));
  });
  afterEach(async () => {
    roles[Symbol.dispose]();
    await api[Symbol.asyncDispose]();
  });

  const refused = (role: string, action: string, resource: string, reason?: string) => ({
    name: 'AccessDeniedException',
    message: `User: ${session(role)} is not authorized to perform: ${action} on resource: ${resource} ${reason ?? `because no identity-based policy allows the ${action} action`}`,
  });

  it('may what its policies allow and nothing else, in the words of AWS', async () => {
    const lambda = await roles.lambdaOf(await roles.make('r', [allow('lambda:Get*', { Resource: `${arn}*` })]));

    expect((await lambda.send(new GetFunctionCommand({ FunctionName: 'fn' }))).Configuration?.FunctionName).toBe('fn');
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'fn' }))).rejects.toMatchObject(
      refused('r', 'lambda:InvokeFunction', arn),
    );
    await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject(
      refused('r', 'lambda:ListFunctions', '*'),
    );
  });

  it('may what a policy of AWS that is attached to it allows', async () => {
    const role = await roles.make('r', []);
    const PolicyArn = 'arn:aws:iam::aws:policy/AWSLambda_ReadOnlyAccess';
    await roles.iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn }));
    const lambda = await roles.lambdaOf(role);

    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
    await expect(lambda.send(new DeleteFunctionCommand({ FunctionName: 'fn' }))).rejects.toMatchObject(
      refused('r', 'lambda:DeleteFunction', arn),
    );
  });

  it('is told which policy of AWS is not kept here when that might have allowed it', async () => {
    const role = await roles.make('r', []);
    const PolicyArn = 'arn:aws:iam::aws:policy/Unheard';
    await roles.iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn }));

    await expect((await roles.lambdaOf(role)).send(new ListFunctionsCommand({}))).rejects.toThrow('ListFunctions');
    expect(lines.join('\n')).toContain(`What the role's policy "${PolicyArn}" says is not kept here`);
  });

  it('is narrowed by its permissions boundary, and a session by the policy that it was assumed with', async () => {
    const role = await roles.make('r', [allow('lambda:*')]);
    const narrow = policyOf(allow('lambda:GetFunction'));
    const bySession = await roles.lambdaOf(role, { Policy: narrow });
    await expect(bySession.send(new ListFunctionsCommand({}))).rejects.toMatchObject(
      refused('r', 'lambda:ListFunctions', '*', 'because no session policy allows the lambda:ListFunctions action'),
    );

    const made = await roles.iam.send(new CreatePolicyCommand({ PolicyName: 'edge', PolicyDocument: narrow }));
    const PermissionsBoundary = made.Policy?.Arn;
    await roles.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'r', PermissionsBoundary }));
    await expect((await roles.lambdaOf(role)).send(new ListFunctionsCommand({}))).rejects.toMatchObject(
      refused(
        'r',
        'lambda:ListFunctions',
        '*',
        'because no permissions boundary allows the lambda:ListFunctions action',
      ),
    );
  });

  it('may nothing any more once it is deleted', async () => {
    const lambda = await roles.lambdaOf(await roles.make('r', [allow('lambda:*')]));
    await roles.iam.send(new DeleteRolePolicyCommand({ RoleName: 'r', PolicyName: 'own' }));
    await roles.iam.send(new DeleteRoleCommand({ RoleName: 'r' }));

    await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('that nobody made here may all: functions name such roles', async () => {
    const lambda = await roles.lambdaOf('arn:aws:iam::111111111111:role/never-made');

    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
  });

  it('may call what the policy of the function lets its role call', async () => {
    const role = await roles.make('r', []);
    const permission = { Action: 'lambda:InvokeFunction', Principal: role };
    await own.send(new AddPermissionCommand({ FunctionName: 'fn', StatementId: 'role', ...permission }));

    expect((await (await roles.lambdaOf(role)).send(new InvokeCommand({ FunctionName: 'fn' }))).StatusCode).toBe(200);
  });

  it('is asked about tags by the ARN of what they are on, and about the tags themselves', async () => {
    const tagged = allow('lambda:TagResource', {
      Condition: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
        StringEquals: { 'aws:ResourceTag/stage': 'test' },
      },
    });
    const lambda = await roles.lambdaOf(await roles.make('r', [tagged]));

    await lambda.send(new TagResourceCommand({ Resource: arn, Tags: { team: 'a' } }));
    await expect(lambda.send(new TagResourceCommand({ Resource: arn, Tags: { other: 'b' } }))).rejects.toMatchObject(
      refused('r', 'lambda:TagResource', arn),
    );
    await expect(lambda.send(new ListTagsCommand({ Resource: arn }))).rejects.toMatchObject(
      refused('r', 'lambda:ListTags', arn),
    );
    await expect(lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: ['team'] }))).rejects.toMatchObject(
      refused('r', 'lambda:UntagResource', arn),
    );
    expect((await own.send(new ListTagsCommand({ Resource: arn }))).Tags).toEqual({ stage: 'test', team: 'a' });
  });

  it.each([
    ['lambda:FunctionUrlAuthType', 'AWS_IAM'],
    ['lambda:FunctionArn', arn],
  ])('makes a function URL only as its condition on %s lets it', async (key, value) => {
    const condition = { StringEquals: { [key]: value } };
    const lambda = await roles.lambdaOf(
      await roles.make('r', [allow('lambda:CreateFunctionUrlConfig', { Condition: condition })]),
    );
    await own.send(await createCommand({ FunctionName: 'other' }));
    const make = (FunctionName: string, AuthType: 'NONE' | 'AWS_IAM') =>
      lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType }));
    const isByType = key === 'lambda:FunctionUrlAuthType';

    await expect(isByType ? make('fn', 'NONE') : make('other', 'AWS_IAM')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect((await make('fn', 'AWS_IAM')).AuthType).toBe('AWS_IAM');
  });

  it('makes functions only with a role that it may pass, layers that it may read and tags that it may give', async () => {
    const Content = { ZipFile: await zipOf({ 'a.txt': 'a' }) };
    const { LayerVersionArn = '' } = await own.send(new PublishLayerVersionCommand({ LayerName: 'l', Content }));
    const create = await createCommand({ FunctionName: 'new', Layers: [LayerVersionArn], Tags: { a: 'b' } });
    const { Role: passed = '' } = create.input;
    const steps = [
      ['lambda:CreateFunction', 'arn:aws:lambda:us-east-1:111111111111:function:new'],
      ['lambda:TagResource', 'arn:aws:lambda:us-east-1:111111111111:function:new'],
      ['lambda:GetLayerVersion', LayerVersionArn],
      ['iam:PassRole', passed],
    ] as const;

    for (const [index, [action, resource]] of steps.entries()) {
      const given = steps.slice(0, index).map(([earlier]) => allow(earlier));
      const lambda = await roles.lambdaOf(await roles.make(`r${index}`, given));
      await expect(lambda.send(create)).rejects.toMatchObject(refused(`r${index}`, action, resource));
    }
    const lambda = await roles.lambdaOf(
      await roles.make(
        'whole',
        steps.map(([action]) => allow(action)),
      ),
    );
    expect((await lambda.send(create)).FunctionName).toBe('new');
  });

  it('gives functions only layers that a condition on lambda:Layer lets it', async () => {
    const layer = (name: string) => `arn:aws:lambda:us-east-1:111111111111:layer:${name}:1`;
    for (const LayerName of ['good', 'bad']) {
      const Content = { ZipFile: await zipOf({ 'a.txt': LayerName }) };
      await own.send(new PublishLayerVersionCommand({ LayerName, Content }));
    }
    const Condition = { 'ForAllValues:StringLike': { 'lambda:Layer': layer('good') } };
    const statements = [allow('lambda:UpdateFunctionConfiguration', { Condition }), allow('lambda:GetLayerVersion')];
    const lambda = await roles.lambdaOf(await roles.make('r', statements));
    const update = (name: string) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'fn', Layers: [layer(name)] }));

    await expect(update('bad')).rejects.toMatchObject(refused('r', 'lambda:UpdateFunctionConfiguration', arn));
    expect((await update('good')).Layers?.[0]?.Arn).toBe(layer('good'));
  });
});

describe('with --enforce-policies, a role', () => {
  it('is assumed only by whom its trust policy lets, under its conditions', async () => {
    await using api = await startAwsApi({ enforcePolicies: true });
    using roles = new AssumedRoles(api.url);
    const trust = (Principal: unknown, Condition: object = {}) => ({
      AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }),
    });
    const account = { AWS: '111111111111' };
    const forService = await roles.make('service', [], trust({ Service: 'lambda.amazonaws.com' }));
    const byId = await roles.make('by-id', [], trust(account, { StringEquals: { 'sts:ExternalId': 'x1' } }));

    await expect(roles.assume(forService)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::111111111111:root is not authorized to perform: sts:AssumeRole on resource: ${forService} because no role trust policy allows the sts:AssumeRole action`,
    });
    await expect(roles.assume(byId)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await roles.assume(byId, { ExternalId: 'x1' })).accessKeyId).toMatch(/^ASIA/);
  });

  it('that trusts its account is assumed by the roles there whose own policies let them', async () => {
    await using api = await startAwsApi({ enforcePolicies: true });
    using roles = new AssumedRoles(api.url);
    const principal = { AWS: '111111111111' };
    const document = policyOf({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
    const target = await roles.make('target', [], { AssumeRolePolicyDocument: document });
    const by = await roles.assume(await roles.make('without', []));
    const withPolicy = await roles.assume(await roles.make('with', [allow('sts:AssumeRole', { Resource: target })]));

    await expect(roles.assume(target, {}, by)).rejects.toThrow(
      `because no identity-based policy allows the sts:AssumeRole action`,
    );
    expect((await roles.assume(target, {}, withPolicy)).accessKeyId).toMatch(/^ASIA/);
  });

  it('is assumed from another account when it trusts that, and acts in its own account then', async () => {
    await using api = await startAwsApi({ enforcePolicies: true });
    using roles = new AssumedRoles(api.url);
    const document = policyOf({ Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'sts:AssumeRole' });
    const role = await roles.make('r', [allow('lambda:ListFunctions')], { AssumeRolePolicyDocument: document });
    const by = (accessKeyId: string) => roles.assume(role, {}, { accessKeyId, secretAccessKey: 'test' });

    await expect(by('333333333333')).rejects.toThrow('because no role trust policy allows the sts:AssumeRole action');
    const lambda = await roles.lambdaOf(role, {}, { accessKeyId: '222222222222', secretAccessKey: 'test' });
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });
});

describe("with --enforce-policies, another account's layer", () => {
  it('is read by name and by ARN only with its permission, whose organization must be that of here', async () => {
    const lines: string[] = [];
    const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'info');
    const organizationId = 'o-a1b2c3d4e5';
    await using without = await startAwsApi({ enforcePolicies: true, logger });
    await using within = await startAwsApi({ enforcePolicies: true, settings: { organizationId } });
    const seen: unknown[] = [];
    for (const api of [without, within]) {
      const foreign = api.client({ accessKeyId: '222222222222' });
      const own = api.client();
      const Content = { ZipFile: await zipOf({ 'a.txt': 'a' }) };
      const { LayerVersionArn: Arn = '' } = await own.send(new PublishLayerVersionCommand({ LayerName: 'l', Content }));
      const version = { LayerName: Arn.slice(0, -2), VersionNumber: 1 };
      const read = async () => [
        await foreign.send(new GetLayerVersionByArnCommand({ Arn })).then(nameOf, messageOf),
        await foreign.send(new GetLayerVersionCommand(version)).then(nameOf, messageOf),
      ];
      seen.push(await read());
      const everyone = { Action: 'lambda:GetLayerVersion', Principal: '*', OrganizationId: organizationId };
      await own.send(new AddLayerVersionPermissionCommand({ ...version, StatementId: 'org', ...everyone }));
      seen.push(await read());
    }

    const refusal = `User: arn:aws:iam::222222222222:root is not authorized to perform: lambda:GetLayerVersion on resource: arn:aws:lambda:us-east-1:111111111111:layer:l:1 because no resource-based policy allows the lambda:GetLayerVersion action`;
    const refusals = [refusal, refusal];
    expect(seen).toEqual([refusals, refusals, refusals, ['l', 'l']]);
    expect(lines.join('\n')).toContain(
      'The permission "org" wants aws:PrincipalOrgID, and accounts here are in no organization: name it with --organization-id.',
    );
  });
});

function nameOf({ LayerArn = '' }: { readonly LayerArn?: string | undefined }): string {
  return LayerArn.split(':').at(-1) ?? '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
