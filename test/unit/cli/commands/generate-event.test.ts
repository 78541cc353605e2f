// cspell:ignore mycoloris bukcet
import * as schemas from '@aws-lambda-powertools/parser/schemas';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
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

  // AWS SAM CLI 1.170, samcli/lib/generated_sample_events/event-mapping.json: its services and their events.
  it.each([
    ['alexa-skills-kit', 'end-session intent-answer intent-getnewfact intent-mycoloris intent-recipe start-session'],
    [
      'alexa-smart-home',
      'smart-home-control-turn-off-request smart-home-control-turn-on-request smart-home-discovery-request',
    ],
    ['alb', 'request'],
    ['apigateway', 'authorizer request-authorizer aws-proxy http-api-proxy'],
    ['appsync', 'resolver'],
    ['batch', 'get-job submit-job'],
    ['cloudformation', 'create-request'],
    [
      'cloudfront',
      'ab-test access-request-in-response http-redirect modify-querystring modify-response-header multiple-remote-calls-aggregate-response normalize-querystring-to-improve-cache-hit redirect-on-viewer-country redirect-unauthenticated-users response-generation serve-object-on-viewer-device simple-remote-call',
    ],
    ['codecommit', 'repository'],
    ['codepipeline', 'job'],
    ['cognito', 'sync-trigger'],
    ['config', 'item-change-notification oversized-item-change-notification periodic-rule'],
    ['connect', 'contact-flow-event'],
    ['dynamodb', 'update'],
    ['cloudwatch', 'logs scheduled-event'],
    [
      'kinesis',
      'get-records kinesis-firehose analytics analytics-compressed analytics-dynamodb analytics-kpl apachelog cloudwatch-logs-processor streams-as-source syslog',
    ],
    ['lex', 'book-car book-hotel make-appointment order-flowers'],
    ['lex-v2', 'banking-bot book-car book-hotel'],
    ['rekognition', 's3-request'],
    ['s3', 'batch-invocation delete put'],
    ['sagemaker', 'ground-truth-pre-human ground-truth-annotation-consolidation'],
    ['ses', 'email-receiving'],
    ['sns', 'notification'],
    ['sqs', 'receive-message'],
    ['stepfunctions', 'error'],
    ['workmail', 'email'],
  ])('has every event that sam local generate-event has for %s', async (service, names) => {
    for (const name of names.split(' ')) expect(await generated(service, name)).toBeInstanceOf(Object);
  });

  it('takes the names that sam local generate-event has for flags', async () => {
    const event = await generated('sqs', 'receive-message', '--queue-name', 'Orders', '--account-id', '123456789012');

    expect(event).toMatchObject({ Records: [{ eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:Orders' }] });
  });

  it('puts records of the Kinesis Producer Library together as its format says', async () => {
    const event = await generated('kinesis', 'analytics-kpl', '--data', 'x');

    const [record] = event['records'] as [{ readonly data: string }];
    const bytes = Buffer.from(record.data, 'base64');
    const message = bytes.subarray(4, -16);
    expect(bytes.subarray(0, 4).toString('hex')).toBe('f3899ac2');
    expect(bytes.subarray(-16)).toEqual(createHash('md5').update(message).digest());
    expect(message.toString('latin1')).toMatch(/partitionKey-03.*x \(1\).*x \(2\)/s);
  });

  it.each([
    ['s3 put --account abc', 'Invalid value "abc" for --account. Give twelve digits, such as "000000000000".'],
    ['s3 put --region mars', 'Invalid value "mars" for --region. Give a region of AWS, such as "eu-west-1".'],
    ['s3 put --size big', 'Invalid value "big" for --size. Use a whole number.'],
    ['eventbridge event --detail x', 'Invalid value "x" for --detail. Give a JSON object'],
    ['apigateway aws-proxy --method get', 'Invalid value "get" for --method. Use an HTTP method in capitals'],
    ['apigateway aws-proxy --path a', 'Invalid value "a" for --path. Begin it with a slash'],
    ['secretsmanager rotate --step x', 'Invalid value "x" for --step. Use one of: createSecret, setSecret'],
    ['s3 put --bukcet x', '(Did you mean --bucket?)'],
    ['s3 putt', '(Did you mean put?)'],
  ])('refuses %s', async (words, message) => {
    const { status, stdout, stderr } = await commandLine(['generate-event', ...words.split(' ')]);

    expect(stderr).toContain(message);
    expect([status, stdout]).toEqual([2, '']);
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
    'apigateway request-authorizer': schemas.APIGatewayRequestAuthorizerEventSchema,
    'appsync resolver': schemas.AppSyncResolverSchema,
    'kinesis kinesis-firehose': schemas.KinesisFirehoseSchema,
    'kinesis streams-as-source': schemas.KinesisFirehoseSchema,
    'kinesis apachelog': schemas.KinesisFirehoseSchema,
    'rekognition s3-request': schemas.S3Schema,
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
