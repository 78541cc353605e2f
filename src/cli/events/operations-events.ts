// cspell:ignore jdoe
import { arnIn, type EventInput, type EventTemplate, wholeSeconds } from './event-template.js';

/** What services for building, watching and running other things hand over (the developer guide of each, on its Lambda function's input). */
export const operationsEvents: readonly EventTemplate[] = [
  {
    service: 'appsync',
    name: 'resolver',
    description: 'a field that the function resolves directly',
    options: { type: 'Mutation', field: 'createSomething', identifier: 'my-identifier' },
    make: ({ option, newId, now, region }) => ({
      arguments: { id: option('identifier') },
      identity: {
        claims: {
          sub: newId(),
          token_use: 'id',
          'cognito:username': 'jdoe',
          auth_time: Math.floor(now.getTime() / 1000),
        },
        defaultAuthStrategy: 'ALLOW',
        groups: null,
        issuer: `https://cognito-idp.${region}.amazonaws.com/${region}_AbCdEfGhI`,
        sourceIp: ['203.0.113.10'],
        sub: newId(),
        username: 'jdoe',
      },
      source: null,
      request: { headers: { 'x-forwarded-for': '203.0.113.10', 'x-forwarded-proto': 'https' }, domainName: null },
      prev: null,
      info: {
        selectionSetList: ['id', 'field1'],
        selectionSetGraphQL: '{\n  id\n  field1\n}',
        fieldName: option('field'),
        parentTypeName: option('type'),
        variables: {},
      },
      stash: {},
    }),
  },
  {
    service: 'batch',
    name: 'submit-job',
    description: 'a job to be submitted',
    options: { 'job-name': 'hello_world', 'job-queue': 'default', 'job-definition': 'hello_world' },
    make: ({ option }) => ({
      jobName: option('job-name'),
      jobQueue: option('job-queue'),
      jobDefinition: option('job-definition'),
    }),
  },
  {
    service: 'batch',
    name: 'get-job',
    description: 'a job to be looked up',
    options: { 'job-id': '38fd08ce-5f5e-434c-8997-000000000000' },
    make: ({ option }) => ({ jobId: option('job-id') }),
  },
  {
    service: 'codecommit',
    name: 'repository',
    description: 'somebody pushed to a repository',
    options: { repository: 'my-repo', trigger: 'my-trigger', 'custom-data': 'my custom data', branch: 'main' },
    make: (input) => ({
      Records: [
        {
          awsRegion: input.region,
          codecommit: {
            references: [
              { commit: '5c4ef1049f1d27deadbeeff313e0730018be182b', ref: `refs/heads/${input.option('branch')}` },
            ],
          },
          customData: input.option('custom-data'),
          eventId: input.newId(),
          eventName: 'ReferenceChanges',
          eventPartNumber: 1,
          eventSource: 'aws:codecommit',
          eventSourceARN: arnIn(input, 'codecommit', input.option('repository')),
          eventTime: input.now.toISOString().replace('Z', '+0000'),
          eventTotalParts: 1,
          eventTriggerConfigId: input.newId(),
          eventTriggerName: input.option('trigger'),
          eventVersion: '1.0',
          userIdentityARN: `arn:aws:iam::${input.account}:root`,
        },
      ],
    }),
  },
  {
    service: 'codepipeline',
    name: 'job',
    description: 'a job of a pipeline',
    options: { 'input-bucket': 'input', 'input-key': 'in.zip', 'output-bucket': 'output', 'output-key': 'out.zip' },
    make: ({ option, newId, account }) => ({
      'CodePipeline.job': {
        id: newId(),
        accountId: account,
        data: {
          actionConfiguration: { configuration: { FunctionName: 'my-function', UserParameters: 'some-input' } },
          inputArtifacts: [artifact('input-artifact', option('input-bucket'), option('input-key'))],
          outputArtifacts: [artifact('output-artifact', option('output-bucket'), option('output-key'))],
          artifactCredentials: { accessKeyId: 'EXAMPLE', secretAccessKey: 'example', sessionToken: 'example' },
          continuationToken: '',
        },
      },
    }),
  },
  {
    service: 'cognito',
    name: 'sync-trigger',
    description: 'a dataset of an identity pool is synchronised',
    options: { dataset: 'datasetName' },
    make: ({ option, region, newId }) => ({
      version: 2,
      eventType: 'SyncTrigger',
      region,
      identityPoolId: `${region}:${newId()}`,
      identityId: `${region}:${newId()}`,
      datasetName: option('dataset'),
      datasetRecords: { SampleKey1: { oldValue: 'oldValue1', newValue: 'newValue1', op: 'replace' } },
    }),
  },
  configRule('item-change-notification', 'a resource was changed', (input) => ({
    configurationItem: {
      ...configurationItem(input),
      tags: { Owner: 'example' },
      relationships: [],
      configuration: { instanceId: 'i-00000000' },
    },
    messageType: 'ConfigurationItemChangeNotification',
  })),
  configRule('oversized-item-change-notification', 'a resource was changed, too large to be told', (input) => ({
    configurationItemSummary: { changeType: 'UPDATE', ...configurationItem(input) },
    messageType: 'OversizedConfigurationItemChangeNotification',
  })),
  configRule('periodic-rule', 'the time of a rule has come', ({ account, now }) => ({
    awsAccountId: account,
    notificationCreationTime: now.toISOString(),
    messageType: 'ScheduledNotification',
    recordVersion: '1.0',
  })),
  {
    service: 's3',
    name: 'batch-invocation',
    description: 'an object of a batch job',
    options: { 'bucket-arn': 'arn:aws:s3:::example-bucket', key: 'test/key' },
    make: ({ option, newId }) => ({
      invocationSchemaVersion: '1.0',
      invocationId: newId(),
      job: { id: newId() },
      tasks: [{ taskId: newId(), s3Key: option('key'), s3VersionId: '1', s3BucketArn: option('bucket-arn') }],
    }),
  },
  {
    service: 'sagemaker',
    name: 'ground-truth-pre-human',
    description: 'an object before people label it',
    options: { 'source-ref': 's3://example-bucket/image.png', 'labeling-job-name': 'job' },
    make: (input) => ({
      version: '2018-10-16',
      labelingJobArn: arnIn(input, 'sagemaker', `labeling-job/${input.option('labeling-job-name')}`),
      dataObject: { 'source-ref': input.option('source-ref') },
    }),
  },
  {
    service: 'sagemaker',
    name: 'ground-truth-annotation-consolidation',
    description: 'what people labelled, to be put together',
    options: {
      'labeling-job-name': 'job',
      'label-attribute-name': 'label',
      's3-output-path': 's3://example-bucket/output',
      'execution-role': 'labeling-role',
      'iteration-object-timestamp': '2026-01-31_12:00:00',
    },
    make: (input) => ({
      version: '2018-10-16',
      labelingJobArn: arnIn(input, 'sagemaker', `labeling-job/${input.option('labeling-job-name')}`),
      labelCategories: [],
      labelAttributeName: input.option('label-attribute-name'),
      roleArn: `arn:aws:iam::${input.account}:role/${input.option('execution-role')}`,
      payload: {
        s3Uri: `${input.option('s3-output-path')}/${input.option('labeling-job-name')}/annotations/consolidated-annotation/consolidation-request/${input.option('iteration-object-timestamp')}.json`,
      },
    }),
  },
  {
    service: 'stepfunctions',
    name: 'error',
    description: 'what a state that failed hands to the one that catches it',
    options: { error: 'States.TaskFailed', cause: 'The task failed.' },
    make: ({ option }) => ({ Error: option('error'), Cause: option('cause') }),
  },
  {
    service: 'workmail',
    name: 'email',
    description: 'an e-mail that a rule hands over',
    options: { 'flow-direction': 'INBOUND', 'mail-from': 'from@example.com', sender: 'sender@example.com' },
    make: ({ option, newId }) => ({
      summaryVersion: '2019-07-28',
      envelope: { mailFrom: { address: option('mail-from') }, recipients: [{ address: 'recipient@example.com' }] },
      sender: { address: option('sender') },
      subject: 'Hello from Amazon WorkMail!',
      messageId: newId(),
      invocationId: newId().replaceAll('-', ''),
      flowDirection: option('flow-direction'),
      truncated: false,
    }),
  },
];

function artifact(name: string, bucketName: string, objectKey: string): object {
  return { name, revision: null, location: { type: 'S3', s3Location: { bucketName, objectKey } } };
}

function configRule(name: string, description: string, invokingEvent: (input: EventInput) => object): EventTemplate {
  return {
    service: 'config',
    name,
    description,
    options: { rule: 'config-rule' },
    make: (input) => ({
      version: '1.0',
      invokingEvent: JSON.stringify(invokingEvent(input)),
      ruleParameters: '{"exampleKey":"exampleValue"}',
      resultToken: 'myResultToken',
      eventLeftScope: false,
      executionRoleArn: `arn:aws:iam::${input.account}:role/config-role`,
      configRuleArn: arnIn(input, 'config', 'config-rule/config-rule-0123456'),
      configRuleName: input.option('rule'),
      configRuleId: 'config-rule-0123456',
      accountId: input.account,
    }),
  };
}

function configurationItem(input: EventInput): object {
  return {
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: wholeSeconds(input.now),
    configurationStateId: input.now.getTime(),
    awsAccountId: input.account,
    configurationItemStatus: 'OK',
    resourceType: 'AWS::EC2::Instance',
    resourceId: 'i-00000000',
    resourceName: null,
    ARN: arnIn(input, 'ec2', 'instance/i-00000000'),
    awsRegion: input.region,
    availabilityZone: `${input.region}a`,
    resourceCreationTime: wholeSeconds(input.now),
  };
}
