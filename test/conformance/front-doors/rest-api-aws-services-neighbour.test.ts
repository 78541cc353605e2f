import { SNS } from '@aws-sdk/client-sns';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger, type ListeningServer } from '../../../src/base/index.js';
import type { RestServiceIntegration } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import { type ApiSketch, restApiOf } from '../../support/routed-request.js';
import { type ServedWith, serveApis } from '../../support/served-apis.js';

const nobody = frontendOf(() => null);
const dummies = { accessKeyId: 'test', secretAccessKey: 'test' };
const account = '123456789012';
const region = 'eu-west-1';

function serviceIntegration(
  settings: Pick<RestServiceIntegration, 'service' | 'target'> & Partial<RestServiceIntegration>,
) {
  return {
    type: 'AWS_SERVICE',
    region,
    httpMethod: 'POST',
    timeoutMs: 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [
      { statusCode: 200, parameters: {}, templates: {} },
      { statusCode: 502, selectionPattern: '[45]\\d{2}', parameters: {}, templates: {} },
    ],
    ...settings,
  } satisfies RestServiceIntegration;
}

const form = { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" };
const json11 = { 'integration.request.header.Content-Type': "'application/x-amz-json-1.1'" };

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-request-basic-setup.html: the forms of an integration's URI,
 * sent over the wire to a real neighbour.
 */
describe('an integration of a REST API with an AWS service', () => {
  let moto: MotoServer;
  let sqs: SQS;
  let services: NonNullable<ServedWith['services']>;
  const clientOf = { region, credentials: dummies };

  beforeAll(async () => {
    moto = await MotoServer.start({ account });
    sqs = new SQS({ ...clientOf, endpoint: moto.url });
    services = { endpoint: moto.url, credentials: () => Promise.resolve({ ...dummies, areDummies: true }) };
  });
  afterAll(async () => {
    sqs.destroy();
    await moto[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await moto.reset();
  });

  const serve = (integration: RestServiceIntegration, more: ApiSketch = {}): Promise<ListeningServer> =>
    serveApis(
      [restApiOf({ account, region, routes: [{ method: 'ANY', path: '/{name}', integration }], ...more })],
      nobody,
      {
        services,
      },
    );
  const post = (server: ListeningServer, path: string, body: string) =>
    httpRequest(server.port, path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const queue = async (QueueName: string): Promise<string> => (await sqs.createQueue({ QueueName })).QueueUrl ?? '';
  const received = async (QueueUrl: string) =>
    (await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ['All'] })).Messages?.map(({ Body }) => Body);

  it('sends a message by a path of SQS, and shows the answer in JSON', async () => {
    const QueueUrl = await queue('orders');
    await using server = await serve(
      serviceIntegration({
        service: 'sqs',
        target: { path: `${account}/{name}` },
        requestParameters: { ...form, 'integration.request.path.name': 'method.request.path.name' },
        requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
        responses: [
          {
            statusCode: 202,
            parameters: {},
            templates: {
              'application/json':
                '{"id": "$input.path(\'$.SendMessageResponse.SendMessageResult.MessageId\')", "request": "$input.path(\'$.SendMessageResponse.ResponseMetadata.RequestId\')"}',
            },
          },
        ],
      }),
    );

    const { status, body } = await post(server, '/orders', '{"a": "ü & b"}');

    expect([status, JSON.parse(body)]).toEqual([
      202,
      { id: expect.stringMatching(/^[0-9a-f-]{36}$/), request: expect.stringMatching(/./) },
    ]);
    expect(await received(QueueUrl)).toEqual(['{"a": "ü & b"}']);
  });

  it('gives messages of a queue as the list that AWS makes of them', async () => {
    const QueueUrl = await queue('orders');
    await sqs.sendMessage({ QueueUrl, MessageBody: '<m> & more' });
    await using server = await serve(
      serviceIntegration({
        service: 'sqs',
        httpMethod: 'GET',
        target: { action: 'ReceiveMessage' },
        requestParameters: { 'integration.request.querystring.QueueUrl': 'method.request.querystring.url' },
      }),
    );

    const { body } = await httpRequest(server.port, `/x?url=${encodeURIComponent(QueueUrl)}`);

    expect(JSON.parse(body)).toMatchObject({
      ReceiveMessageResponse: { ReceiveMessageResult: { messages: [{ Body: '<m> & more' }] } },
    });
  });

  it('tells an error of the service in JSON, by its status', async () => {
    await using server = await serve(
      serviceIntegration({
        service: 'sqs',
        target: { path: `${account}/none` },
        requestParameters: form,
        requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=x' },
      }),
    );

    const { status, body } = await post(server, '/x', '{}');

    expect([status, JSON.parse(body)]).toEqual([502, expect.objectContaining({ Error: expect.anything() })]);
  });

  it('publishes by an action of SNS', async () => {
    const sns = new SNS({ ...clientOf, endpoint: moto.url });
    const QueueUrl = await queue('subscribed');
    const { TopicArn = '' } = await sns.createTopic({ Name: 'topic' });
    await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:${region}:${account}:subscribed` });
    sns.destroy();
    await using server = await serve(
      serviceIntegration({
        service: 'sns',
        target: { action: 'Publish' },
        requestParameters: {
          'integration.request.querystring.TopicArn': `'${TopicArn}'`,
          'integration.request.querystring.Message': 'method.request.body.text',
        },
      }),
    );

    const { status, body } = await post(server, '/x', '{"text": "a + b"}');

    expect([status, JSON.parse(body)]).toMatchObject([
      200,
      { PublishResponse: { PublishResult: { MessageId: expect.any(String) } } },
    ]);
    const [message] = (await received(QueueUrl)) ?? [];
    expect(JSON.parse(message ?? '{}')).toMatchObject({ Message: 'a + b' });
  });

  it('puts items by an action of DynamoDB, whose target the gateway names', async () => {
    const call = (action: string, template: string) =>
      serviceIntegration({
        service: 'dynamodb',
        target: { action },
        requestTemplates: { 'application/json': template },
      });
    const table = `{"TableName": "t", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}`;
    const integrations = [
      ['/create', call('CreateTable', table)],
      ['/put', call('PutItem', '{"TableName": "t", "Item": {"id": {"S": "$input.path(\'$.id\')"}}}')],
      ['/get', call('GetItem', '{"TableName": "t", "Key": {"id": {"S": "1"}}}')],
    ] as const;
    const routes = integrations.map(([path, integration]) => ({ method: 'POST', path, integration }));
    await using server = await serveApis([restApiOf({ account, region, routes })], nobody, { services });

    for (const path of ['/create', '/put'])
      expect(await post(server, path, '{"id": "1"}')).toMatchObject({ status: 200 });

    expect(JSON.parse((await post(server, '/get', '{}')).body)).toEqual({ Item: { id: { S: '1' } } });
  });

  it('puts records by an action of Kinesis, and events with a mapped target', async () => {
    const kinesis = (action: string, template: string) =>
      serviceIntegration({
        service: 'kinesis',
        target: { action },
        requestParameters: json11,
        requestTemplates: { 'application/json': template },
      });
    const events = serviceIntegration({
      service: 'events',
      target: { action: 'PutEvents' },
      requestParameters: { ...json11, 'integration.request.header.X-Amz-Target': "'AWSEvents.PutEvents'" },
      requestTemplates: {
        'application/json':
          '{"Entries": [{"Source": "s", "DetailType": "d", "Detail": "$util.escapeJavaScript($input.body)"}]}',
      },
    });
    const data = '"Data": "$util.base64Encode($input.body)", "PartitionKey": "p"';
    const routes = [
      { method: 'POST', path: '/stream', integration: kinesis('CreateStream', '{"StreamName": "s", "ShardCount": 1}') },
      { method: 'POST', path: '/record', integration: kinesis('PutRecord', `{"StreamName": "s", ${data}}`) },
      { method: 'POST', path: '/event', integration: events },
    ];
    await using server = await serveApis([restApiOf({ account, region, routes })], nobody, { services });
    await post(server, '/stream', '{}');

    const record = JSON.parse((await post(server, '/record', '{"a":1}')).body) as unknown;
    const event = JSON.parse((await post(server, '/event', '{"a":1}')).body) as unknown;

    expect(record).toMatchObject({ ShardId: 'shardId-000000000000' });
    expect(event).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  });

  it('starts an execution by an action of Step Functions', async () => {
    const states = (action: string, template: string) =>
      serviceIntegration({ service: 'states', target: { action }, requestTemplates: { 'application/json': template } });
    const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
    const machine = JSON.stringify({ name: 'm', definition, roleArn: `arn:aws:iam::${account}:role/r` });
    const start = `{"stateMachineArn": "arn:aws:states:${region}:${account}:stateMachine:m", "input": "$util.escapeJavaScript($input.body)"}`;
    const routes = [
      { method: 'POST', path: '/create', integration: states('CreateStateMachine', machine) },
      { method: 'POST', path: '/start', integration: states('StartExecution', start) },
    ];
    await using server = await serveApis([restApiOf({ account, region, routes })], nobody, { services });
    await post(server, '/create', '{}');

    const { status, body } = await post(server, '/start', '{"a":1}');

    expect([status, JSON.parse(body)]).toMatchObject([200, { executionArn: expect.stringContaining(':execution:m:') }]);
  });

  it.each([
    ['path', { service: 's3', target: { path: 'files/{key}' } }],
    ['subdomain', { service: 's3', subdomain: 'files', target: { path: '{key}' } }],
  ])('puts and gets objects by a %s of S3, byte for byte', async (_case, target) => {
    const s3 = new S3({ ...clientOf, endpoint: moto.url, forcePathStyle: true });
    await s3.createBucket({ Bucket: 'files' });
    s3.destroy();
    const requestParameters = {
      'integration.request.path.key': 'method.request.path.name',
      'integration.request.header.Content-Type': 'method.request.header.Content-Type',
    };
    const integration = serviceIntegration({ ...target, httpMethod: 'ANY', requestParameters });
    await using server = await serve(integration, { binaryMediaTypes: ['image/png'] });
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0xfe]);
    const url = `http://127.0.0.1:${server.port}/a%20b+c.png`;

    const put = await fetch(url, { method: 'PUT', headers: { 'Content-Type': 'image/png' }, body: png });
    const got = await fetch(url, { headers: { Accept: 'image/png' } });

    expect([put.status, got.status]).toEqual([200, 200]);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(png);
  });

  it('is 500 with a remedy when there is no neighbour', async () => {
    const said: string[] = [];
    const logger = createLogger((_level, message) => said.push(message));
    const integration = serviceIntegration({ service: 'sqs', target: { path: 'x' } });
    const alone = { credentials: services.credentials };
    await using server = await serveApis([restApiOf({ routes: [{ integration }] })], nobody, {
      services: alone,
      logger,
    });

    const { status, body } = await httpRequest(server.port, '/x');

    expect([status, body]).toEqual([500, '{"message": "Internal server error"}']);
    expect(said.join('')).toMatch(/"sqs".*Pass the --aws-endpoint/);
  });
});
