import * as schemas from '@aws-lambda-powertools/parser/schemas';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { commandLine } from '../../../support/command-line.js';

async function generated(...words: string[]): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await commandLine(['generate-event', ...words]);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

// Lambda developer guide, "Using AWS Lambda with other services": the example event of each service.
describe('hearth generate-event', () => {
  it.each([
    ['s3 put', { Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key: 'test/key', size: 1024 } } }] }],
    ['s3 delete', { Records: [{ eventName: 'ObjectRemoved:Delete' }] }],
    [
      'sqs receive-message',
      {
        Records: [
          { eventSource: 'aws:sqs', body: 'Hello from SQS!', md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/) },
        ],
      },
    ],
    ['sns notification', { Records: [{ Sns: { Type: 'Notification', Message: 'Hello from SNS!' } }] }],
    [
      'dynamodb update',
      { Records: [{ eventName: 'INSERT' }, { eventName: 'MODIFY', dynamodb: { OldImage: { Id: { N: '101' } } } }] },
    ],
    [
      'kinesis get-records',
      { Records: [{ kinesis: { data: Buffer.from('Hello, this is a test.').toString('base64') } }] },
    ],
    ['cloudwatch logs', { awslogs: { data: expect.any(String) } }],
    ['cloudwatch scheduled-event', { 'detail-type': 'Scheduled Event', source: 'aws.events' }],
    ['eventbridge event', { detail: { key: 'value' } }],
    ['msk records', { eventSource: 'aws:kafka', records: { 'orders-0': [{ offset: 15 }] } }],
    ['apigateway aws-proxy', { httpMethod: 'GET', requestContext: { path: '/Prod/path/to/resource' }, body: null }],
    [
      'apigateway http-api-proxy',
      { version: '2.0', routeKey: 'GET /path/to/resource', queryStringParameters: { name: 'value' } },
    ],
    [
      'apigateway authorizer',
      { type: 'TOKEN', methodArn: expect.stringMatching(/^arn:aws:execute-api:us-east-1:000000000000:/) },
    ],
    ['apigateway websocket', { requestContext: { eventType: 'MESSAGE', routeKey: '$default' } }],
    ['lambda function-url', { requestContext: { accountId: 'anonymous', stage: '$default' } }],
    ['alb request', { requestContext: { elb: {} }, headers: { 'user-agent': expect.any(String) } }],
    ['cognito pre-sign-up', { triggerSource: 'PreSignUp_SignUp' }],
    ['cloudformation create-request', { RequestType: 'Create' }],
    ['secretsmanager rotate', { Step: 'createSecret' }],
    ['ses email-receiving', { Records: [{ ses: { mail: { source: 'janedoe@example.com' } } }] }],
  ])('prints %s', async (words, expected) => {
    expect(await generated(...words.split(' '))).toMatchObject(expected);
  });

  it('takes what is asked for', async () => {
    const event = await generated(
      's3',
      'put',
      '--bucket',
      'photos',
      '--key',
      'my cat.jpg',
      '--region',
      'eu-west-1',
      '--account',
      '123456789012',
    );

    expect(event).toMatchObject({
      Records: [
        {
          awsRegion: 'eu-west-1',
          userIdentity: { principalId: '123456789012' },
          s3: { bucket: { name: 'photos', arn: 'arn:aws:s3:::photos' }, object: { key: 'my+cat.jpg' } },
        },
      ],
    });
  });

  it('of an unknown service is refused', async () => {
    expect(await commandLine(['generate-event', 'fax'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("unknown command 'fax'"),
    });
  });
});

// Powertools for AWS Lambda (TypeScript), "Parser": the published schema of each service.
describe('what hearth generate-event prints', () => {
  const schemaOf: Readonly<Record<string, z.ZodType>> = {
    's3 put': schemas.S3Schema,
    's3 delete': schemas.S3Schema,
    'sqs receive-message': schemas.SqsSchema,
    'sns notification': schemas.SnsSchema,
    'dynamodb update': schemas.DynamoDBStreamSchema,
    'kinesis get-records': schemas.KinesisDataStreamSchema,
    'cloudwatch logs': schemas.CloudWatchLogsSchema,
    'cloudwatch scheduled-event': schemas.EventBridgeSchema,
    'eventbridge scheduled-event': schemas.EventBridgeSchema,
    'eventbridge event': schemas.EventBridgeSchema,
    'msk records': schemas.KafkaMskEventSchema,
    'apigateway aws-proxy': schemas.APIGatewayProxyEventSchema,
    'apigateway http-api-proxy': schemas.APIGatewayProxyEventV2Schema,
    'apigateway authorizer': schemas.APIGatewayTokenAuthorizerEventSchema,
    'lambda function-url': schemas.LambdaFunctionUrlSchema,
    'alb request': schemas.AlbSchema,
    'cognito pre-sign-up': schemas.PreSignupTriggerSchema,
    'cloudformation create-request': schemas.CloudFormationCustomResourceCreateSchema,
    'ses email-receiving': schemas.SesSchema,
  };

  it.each(Object.keys(schemaOf))('for %s has the published schema', async (words) => {
    const event = await generated(...words.split(' '));

    expect(schemaOf[words]?.safeParse(event).error).toBeUndefined();
  });

  it('has the stage in both paths of an HTTP API, as real events have', async () => {
    const event = await generated('apigateway', 'http-api-proxy', '--stage', 'dev', '--path', '/a');

    expect(event).toMatchObject({ rawPath: '/dev/a', requestContext: { http: { path: '/dev/a' } } });
  });
});
