import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readWebSocketIntegration } from '../../../src/stacks/apis/websocket-integration.js';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import type { ServedWith } from '../../support/served-apis.js';
import { ServedWebSockets } from '../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const account = '123456789012';
const region = 'eu-west-1';

const dynamo = (action: string, template: string, responses: Parameters<typeof readWebSocketIntegration>[1] = []) =>
  readWebSocketIntegration(
    {
      IntegrationType: 'AWS',
      IntegrationMethod: 'POST',
      IntegrationUri: `arn:aws:apigateway:${region}:dynamodb:action/${action}`,
      CredentialsArn: `arn:aws:iam::${account}:role/api`,
      TemplateSelectionExpression: '\\$default',
      RequestTemplates: { $default: template },
    },
    responses,
  );

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-chat-app.html and
 * …/apigateway-websocket-api-aws-integration.html ("Tutorial: Create a WebSocket API with an AWS integration"), on a real neighbour.
 */
describe('an integration of a WebSocket API with an AWS service', () => {
  let moto: MotoServer;
  let sqs: SQS;
  let services: NonNullable<ServedWith['services']>;

  beforeAll(async () => {
    moto = await MotoServer.start({ account });
    sqs = new SQS({ region, credentials, endpoint: moto.url });
    services = { endpoint: moto.url, credentials: () => Promise.resolve({ ...credentials, areDummies: true }) };
  });
  afterAll(async () => {
    sqs.destroy();
    await moto[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await moto.reset();
  });

  it('writes the connection to a table at $connect, and answers a message with what the table holds', async () => {
    await createTable(moto.url);
    const put = '{"TableName":"connections","Item":{"id":{"S":"one"},"connection":{"S":"$context.connectionId"}}}';
    const get = '{"TableName":"connections","Key":{"id":{"S":$input.json("$.id")}}}';
    const answered = [{ IntegrationResponseKey: '$default', ResponseTemplates: { $default: '$input.json("$.Item")' } }];
    const api = webSocketApiOf({
      region,
      account,
      routes: {
        $connect: { integration: dynamo('PutItem', put) },
        $default: { answersSender: true, integration: dynamo('GetItem', get, answered) },
      },
    });
    await using served = await ServedWebSockets.start(api, undefined, { services });

    const client = await served.connect();
    client.send('{"id":"one"}');

    expect(JSON.parse(await client.next())).toEqual({
      id: { S: 'one' },
      connection: { S: expect.stringMatching(/^[\w-]{15}=$/) },
    });
  });

  it('refuses a connection with the status of the service', async () => {
    const put = '{"TableName":"nowhere","Item":{"id":{"S":"one"}}}';
    const api = webSocketApiOf({ region, account, routes: { $connect: { integration: dynamo('PutItem', put) } } });
    await using served = await ServedWebSockets.start(api, undefined, { services });

    await expect(served.connect()).rejects.toThrow('400');
  });

  it('chooses the response by the status of the service', async () => {
    const get = '{"TableName":"nowhere","Key":{"id":{"S":"x"}}}';
    const integration = dynamo('GetItem', get, [
      { IntegrationResponseKey: '$default', ResponseTemplates: { $default: 'found' } },
      { IntegrationResponseKey: '/4\\d\\d/', ResponseTemplates: { $default: '{"refused":true}' } },
    ]);
    const api = webSocketApiOf({ region, account, routes: { $default: { answersSender: true, integration } } });
    await using served = await ServedWebSockets.start(api, undefined, { services });

    const client = await served.connect();
    client.send('x');

    expect(await client.next()).toBe('{"refused":true}');
  });

  it('sends a message by a path of SQS', async () => {
    const QueueUrl = (await sqs.createQueue({ QueueName: 'orders' })).QueueUrl ?? '';
    const integration = readWebSocketIntegration(
      {
        IntegrationType: 'AWS',
        IntegrationMethod: 'POST',
        IntegrationUri: `arn:aws:apigateway:${region}:sqs:path/${account}/orders`,
        RequestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
        RequestTemplates: { $default: 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
        TemplateSelectionExpression: '\\$default',
      },
      [],
    );
    const api = webSocketApiOf({ region, account, routes: { order: { integration, answersSender: false } } });
    await using served = await ServedWebSockets.start(api, undefined, { services });

    const client = await served.connect();
    client.send('{"action":"order","n":1}');

    const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 10 });
    expect(Messages?.map(({ Body }) => Body)).toEqual(['{"action":"order","n":1}']);
  });

  it('fails with the frame of a failed integration where no neighbour answers', async () => {
    const integration = dynamo('GetItem', '{}');
    const api = webSocketApiOf({ region, account, routes: { $default: { answersSender: true, integration } } });
    await using served = await ServedWebSockets.start(api);

    const client = await served.connect();
    client.send('x');

    expect(JSON.parse(await client.next())).toMatchObject({ message: 'Internal server error' });
  });
});

async function createTable(endpoint: string): Promise<void> {
  const id = { AttributeName: 'id' };
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'DynamoDB_20120810.CreateTable',
      Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({
      TableName: 'connections',
      KeySchema: [{ ...id, KeyType: 'HASH' }],
      AttributeDefinitions: [{ ...id, AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  });
  expect(answer.status).toBe(200);
}
