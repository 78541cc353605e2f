import {
  CreateCapacityProviderCommand,
  CreateFunctionUrlConfigCommand,
  DeleteCapacityProviderCommand,
  type DurableConfig,
  GetCapacityProviderCommand,
  GetDurableExecutionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionScalingConfigCommand,
  GetRuntimeManagementConfigCommand,
  InvokeAsyncCommand,
  ListCapacityProvidersCommand,
  ListDurableExecutionsByFunctionCommand,
  ListLayersCommand,
  PutProvisionedConcurrencyConfigCommand,
  PutRuntimeManagementConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

const arnOf = (rest: string): string => `arn:aws:lambda:us-east-1:111111111111:${rest}`;

/** From AWS's API reference (docs.aws.amazon.com/lambda/latest/api), where nothing was recorded. */
describe('operations that nobody recorded', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName, Publish: true }));
  });

  it('PutRuntimeManagementConfig answers the version’s ARN, and Auto is the default (API_PutRuntimeManagementConfig)', async () => {
    const { lambda } = session;
    const RuntimeVersionArn = `arn:aws:lambda:us-east-1::runtime:${'0'.repeat(64)}`;

    const before = await lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName }));
    const manual = { FunctionName, Qualifier: '1', UpdateRuntimeOn: 'Manual', RuntimeVersionArn } as const;
    const put = await lambda.send(new PutRuntimeManagementConfigCommand(manual));
    const after = await lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName, Qualifier: '1' }));

    expect(before).toMatchObject({ UpdateRuntimeOn: 'Auto', FunctionArn: arnOf('function:fn-1:$LATEST') });
    expect(put).toMatchObject({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn, FunctionArn: arnOf('function:fn-1:1') });
    expect(after).toMatchObject({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn });
  });

  it('capacity providers are kept and shown (API_CreateCapacityProvider)', async () => {
    const { lambda } = session;
    const CapacityProviderName = 'cp-1';
    const VpcConfig = { SubnetIds: ['subnet-0123456789abcdef0'], SecurityGroupIds: ['sg-0123456789abcdef0'] };
    const CapacityProviderOperatorRoleArn = 'arn:aws:iam::111111111111:role/operator';
    const PermissionsConfig = { CapacityProviderOperatorRoleArn };

    const created = await lambda.send(
      new CreateCapacityProviderCommand({ CapacityProviderName, VpcConfig, PermissionsConfig }),
    );
    const got = await lambda.send(new GetCapacityProviderCommand({ CapacityProviderName }));
    const listed = await lambda.send(new ListCapacityProvidersCommand({}));
    await lambda.send(new DeleteCapacityProviderCommand({ CapacityProviderName }));

    const arn = arnOf('capacity-provider:cp-1');
    expect(created.CapacityProvider).toMatchObject({ CapacityProviderArn: arn, State: 'Pending', VpcConfig });
    expect(got.CapacityProvider).toMatchObject({ State: 'Active', PermissionsConfig });
    expect(listed.CapacityProviders).toHaveLength(1);
    await expect(lambda.send(new GetCapacityProviderCommand({ CapacityProviderName }))).rejects.toThrow(
      `Capacity provider not found: ${arn}`,
    );
  });

  it('an ordinary function has no scaling configuration (API_GetFunctionScalingConfig)', async () => {
    const asked = session.lambda.send(new GetFunctionScalingConfigCommand({ FunctionName, Qualifier: '1' }));

    await expect(asked).rejects.toThrow('Hearth: the function "fn-1" is not on a capacity provider');
  });

  it('there are no durable executions (API_ListDurableExecutionsByFunction)', async () => {
    const DurableExecutionArn = arnOf('function:fn-1:1/durable-execution/run/0191d5cc-0000-7000-8000-000000000000');

    const listed = await session.lambda.send(new ListDurableExecutionsByFunctionCommand({ FunctionName }));
    const asked = session.lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));

    expect(listed.DurableExecutions).toEqual([]);
    await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('DurableConfig reads back as it was sent, and only its numbers change later (API_DurableConfig)', async () => {
    const durable = { FunctionName: 'durable', DurableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 7 } };
    const update = (name: string, DurableConfig: DurableConfig) =>
      session.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, DurableConfig }));

    const created = await session.lambda.send(await createCommand(durable));
    const updated = await update('durable', { RetentionPeriodInDays: 30 });
    const read = await session.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'durable' }));

    expect(created.DurableConfig).toEqual(durable.DurableConfig);
    expect(updated.DurableConfig).toEqual({ ExecutionTimeout: 3600, RetentionPeriodInDays: 30 });
    expect(read.DurableConfig).toEqual(updated.DurableConfig);
    await expect(update(FunctionName, { ExecutionTimeout: 60 })).rejects.toThrow(
      'DurableConfig can only be set when the function is created.',
    );
    await expect(
      session.lambda.send(
        await createCommand({ FunctionName: 'endless', DurableConfig: { RetentionPeriodInDays: 1 } }),
      ),
    ).rejects.toThrow('You cannot create a function with a durable configuration without an executionTimeout');
  });

  it('TenancyConfig reads back as it was sent, and excludes URLs and provisioned concurrency (API_TenancyConfig)', async () => {
    const TenancyConfig = { TenantIsolationMode: 'PER_TENANT' } as const;
    const isolated = { FunctionName: 'isolated' };
    const created = await session.lambda.send(await createCommand({ ...isolated, TenancyConfig, Publish: true }));
    const version = await session.lambda.send(new GetFunctionConfigurationCommand({ ...isolated, Qualifier: '1' }));

    expect([created.TenancyConfig, version.TenancyConfig]).toEqual([TenancyConfig, TenancyConfig]);
    await expect(
      session.lambda.send(new CreateFunctionUrlConfigCommand({ ...isolated, AuthType: 'NONE' })),
    ).rejects.toThrow('A function URL is not supported for functions with a tenancy configuration.');
    const provision = { ...isolated, Qualifier: '1', ProvisionedConcurrentExecutions: 1 };
    await expect(session.lambda.send(new PutProvisionedConcurrencyConfigCommand(provision))).rejects.toThrow(
      'Provisioned Concurrency is not supported for functions with a tenancy configuration.',
    );
  });

  it('InvokeAsync accepts an event (API_InvokeAsync)', async () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the deprecated operation is what is tested
    const answer = await session.lambda.send(new InvokeAsyncCommand({ FunctionName, InvokeArgs: '{"a":1}' }));
    const path = `${session.api.url}/2014-11-13/functions/${FunctionName}/invoke-async/`;
    const plain = await fetch(path, { method: 'POST', body: '{"a":2}' });

    expect(answer.Status).toBe(202);
    expect([plain.status, await plain.text(), plain.headers.get('content-length')]).toEqual([202, '', '0']);
    const events = session.api.frontend.accepted.map(({ payload, requestId }) => [payload.toString(), requestId]);
    expect(events).toEqual([
      ['{"a":1}', answer.$metadata.requestId],
      ['{"a":2}', plain.headers.get('x-amzn-requestid')],
    ]);
  });

  it('ListLayers shows no layer where there is none (API_ListLayers)', async () => {
    const { Layers } = await session.lambda.send(new ListLayersCommand({}));

    expect(Layers).toEqual([]);
  });
});
