import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  GetFunctionCommand,
  InvokeCommand,
  type LambdaClient,
  PublishVersionCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type StartedAwsApi, startAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';

const arn = 'arn:aws:lambda:us-east-1:111111111111:function:fn';
const other = '222222222222';

describe('with --enforce-policies, the Lambda API', () => {
  let api: StartedAwsApi;
  let own: LambdaClient;
  let foreign: LambdaClient;
  beforeEach(async () => {
    api = await startAwsApi({ enforcePolicies: true });
    own = api.client();
    foreign = api.client({ accessKeyId: other });
    await makeRole('test-role', 'lambda.amazonaws.com');
    await own.send(await createCommand({ FunctionName: 'fn' }));
  });
  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  const makeRole = async (RoleName: string, Service: string): Promise<void> => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const iam = new IAMClient({ endpoint: api.url, region: 'us-east-1', credentials });
    const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    iam.destroy();
  };

  it.each([
    ['is not there', 'arn:aws:iam::111111111111:role/none', 'InvalidParameterValueException'],
    ['does not trust Lambda', 'arn:aws:iam::111111111111:role/other', 'InvalidParameterValueException'],
    ["is another account's", 'arn:aws:iam::222222222222:role/test-role', 'AccessDeniedException'],
  ])('refuses a function whose role %s', async (_, Role, name) => {
    await makeRole('other', 'ec2.amazonaws.com');

    await expect(own.send(await createCommand({ FunctionName: 'other', Role }))).rejects.toMatchObject({
      name,
      message:
        name === 'AccessDeniedException'
          ? 'Cross-account pass role is not allowed.'
          : 'The role defined for the function cannot be assumed by Lambda.',
    });
  });

  const permit = (Action: string, Qualifier?: string) =>
    own.send(new AddPermissionCommand({ FunctionName: 'fn', StatementId: 's', Action, Principal: other, Qualifier }));
  const refused = (
    action: string,
    resource = arn,
    reason = `because no resource-based policy allows the ${action} action`,
  ) => ({
    name: 'AccessDeniedException',
    message: `User: arn:aws:iam::${other}:root is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  });

  it("refuses another account's invocation in AWS's words until the function's policy permits it", async () => {
    const invoke = () => foreign.send(new InvokeCommand({ FunctionName: arn }));
    await expect(invoke()).rejects.toMatchObject(refused('lambda:InvokeFunction'));

    await permit('lambda:InvokeFunction');

    expect((await invoke()).StatusCode).toBe(200);
  });

  it('asks the policy of the qualifier that is called', async () => {
    await own.send(new PublishVersionCommand({ FunctionName: 'fn' }));
    await permit('lambda:InvokeFunction', '1');

    expect((await foreign.send(new InvokeCommand({ FunctionName: `${arn}:1` }))).ExecutedVersion).toBe('1');
    await expect(foreign.send(new InvokeCommand({ FunctionName: arn }))).rejects.toMatchObject(
      refused('lambda:InvokeFunction'),
    );
  });

  it('asks it for other operations on the function too', async () => {
    const get = () => foreign.send(new GetFunctionCommand({ FunctionName: arn }));
    await expect(get()).rejects.toMatchObject(refused('lambda:GetFunction'));

    await permit('lambda:GetFunction');

    expect((await get()).Configuration?.FunctionName).toBe('fn');
  });

  it('needs no statement for its own account, and obeys one that denies', async () => {
    expect((await own.send(new InvokeCommand({ FunctionName: 'fn' }))).StatusCode).toBe(200);
    const deny = { Effect: 'Deny', Principal: '*', Action: 'lambda:InvokeFunction', Resource: arn };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
    await own.send(new PutResourcePolicyCommand({ ResourceArn: arn, Policy }));

    await expect(own.send(new InvokeCommand({ FunctionName: 'fn' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::111111111111:root is not authorized to perform: lambda:InvokeFunction on resource: ${arn} with an explicit deny in a resource-based policy`,
    });
  });
});

it("without --enforce-policies another account's function can be called as it is", async () => {
  await using api = await startAwsApi();
  await api.client().send(await createCommand({ FunctionName: 'fn' }));

  const { StatusCode } = await api.client({ accessKeyId: other }).send(new InvokeCommand({ FunctionName: arn }));

  expect(StatusCode).toBe(200);
});
