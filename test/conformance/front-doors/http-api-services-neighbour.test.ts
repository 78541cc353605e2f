import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../src/base/index.js';
import type { NeighbourClientNeeds } from '../../../src/aws-services/index.js';
import type { HttpApi } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { type HttpAnswer, httpRequest } from '../../support/http-request.js';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import { httpApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const account = '123456789012';
const region = 'eu-west-1';
const keys = { accessKeyId: 'test', secretAccessKey: 'test' };

function apiOf(subtype: string, parameters: Readonly<Record<string, string>>): HttpApi {
  const integration = { type: 'AWS_SERVICE', subtype, parameters, responseParameters: {}, timeoutMs: 30_000 } as const;
  return httpApiOf({ stage: '$default', routes: [{ method: 'POST', path: '/x', integration }] });
}

interface Answered extends HttpAnswer {
  readonly told: readonly string[];
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html and
// …-aws-services-reference.html ("Integration subtype reference"); http contract §2.7.
describe('an HTTP API that asks services of AWS', () => {
  let moto: MotoServer;
  let sqs: SQS;

  beforeAll(async () => {
    moto = await MotoServer.start({ account });
    sqs = new SQS({ endpoint: moto.url, region, credentials: keys });
  }, 60_000);
  afterAll(async () => {
    sqs.destroy();
    await moto[Symbol.asyncDispose]();
  });

  const ofMoto = (): NeighbourClientNeeds => ({
    endpoint: moto.url,
    credentials: () => Promise.resolve({ ...keys, areDummies: true }),
  });

  async function post(api: HttpApi, body: unknown, services: NeighbourClientNeeds = ofMoto()): Promise<Answered> {
    const told: string[] = [];
    const logger = createLogger((_level, line) => told.push(line));
    await using server = await serveApis(
      [api],
      frontendOf(() => ({})),
      { services, logger },
    );
    const answer = await httpRequest(server.port, '/x', { method: 'POST', body: JSON.stringify(body) });
    return { ...answer, told };
  }

  it('puts a message with attributes into a queue, and passes on what SQS answers', async () => {
    const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'orders' });

    const { status, headers, body } = await post(
      apiOf('SQS-SendMessage', {
        QueueUrl,
        MessageBody: '$request.body.order',
        MessageAttributes: '{"from":{"DataType":"String","StringValue":"${request.body.who}"}}',
      }),
      { order: { id: 7 }, who: 'Ada' },
    );

    expect(status).toBe(200);
    expect(headers['apigw-requestid']).toMatch(/=$/);
    expect(body).toMatch(/<SendMessageResponse[\s\S]*<MessageId>/);
    const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ['All'] });
    expect(Messages).toMatchObject([{ Body: '{"id":7}', MessageAttributes: { from: { StringValue: 'Ada' } } }]);
  });

  it('receives from, deletes from and purges a queue', async () => {
    const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'worked' });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'first' });

    const received = await post(apiOf('SQS-ReceiveMessage', { QueueUrl, VisibilityTimeout: '0' }), {});
    const handle = /<ReceiptHandle>([^<]+)/.exec(received.body)?.[1] ?? '';
    const deleted = await post(apiOf('SQS-DeleteMessage', { QueueUrl, ReceiptHandle: handle }), {});
    const purged = await post(apiOf('SQS-PurgeQueue', { QueueUrl }), {});

    expect(received.body).toContain('<Body>first</Body>');
    expect([deleted.status, purged.status]).toEqual([200, 200]);
    expect((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).toEqual([]);
  });

  it('puts events onto a bus, where rules take them', async () => {
    const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'from-bus' });
    using events = Object.assign(new EventBridge({ endpoint: moto.url, region, credentials: keys }), {
      [Symbol.dispose]() {
        events.destroy();
      },
    });
    await events.putRule({ Name: 'all', EventPattern: '{"source":["shop"]}' });
    const Arn = `arn:aws:sqs:${region}:${account}:from-bus`;
    await events.putTargets({ Rule: 'all', Targets: [{ Id: 'queue', Arn }] });

    const answer = await post(
      apiOf('EventBridge-PutEvents', { Detail: '$request.body', DetailType: 'Order', Source: 'shop' }),
      { id: 7 },
    );

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl });
    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({ 'detail-type': 'Order', detail: { id: 7 } });
  });

  it('puts records into a stream', async () => {
    const created = await fetch(moto.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Kinesis_20131202.CreateStream',
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/kinesis/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ StreamName: 'clicks', ShardCount: 1 }),
    });
    expect(created.status).toBe(200);

    const answer = await post(
      apiOf('Kinesis-PutRecord', {
        StreamName: 'clicks',
        Data: '$request.body.data',
        PartitionKey: '$context.requestId',
      }),
      { data: Buffer.from('a click').toString('base64') },
    );

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ ShardId: expect.any(String), SequenceNumber: expect.any(String) });
  });

  it('starts and stops executions of state machines', async () => {
    const created = await fetch(moto.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AWSStepFunctions.CreateStateMachine',
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/states/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({
        name: 'flow',
        roleArn: `arn:aws:iam::${account}:role/flow`,
        definition: '{"StartAt":"Wait","States":{"Wait":{"Type":"Wait","Seconds":9,"End":true}}}',
      }),
    });
    const { stateMachineArn = '' } = (await created.json()) as { stateMachineArn?: string };

    const started = await post(
      apiOf('StepFunctions-StartExecution', { StateMachineArn: stateMachineArn, Name: 'one', Input: '$request.body' }),
      { id: 7 },
    );
    const { executionArn } = JSON.parse(started.body) as { executionArn: string };
    const stopped = await post(
      apiOf('StepFunctions-StopExecution', { ExecutionArn: executionArn, Cause: 'enough' }),
      {},
    );

    expect(started.status).toBe(200);
    expect(executionArn).toBe(`arn:aws:states:${region}:${account}:execution:flow:one`);
    expect(stopped.status).toBe(200);
    expect(JSON.parse(stopped.body)).toEqual({ stopDate: expect.any(Number) });
  });

  it('asks the region that the integration names', async () => {
    using elsewhere = Object.assign(new SQS({ endpoint: moto.url, region: 'us-west-2', credentials: keys }), {
      [Symbol.dispose]() {
        elsewhere.destroy();
      },
    });
    const { QueueUrl = '' } = await elsewhere.createQueue({ QueueName: 'far' });

    const answer = await post(apiOf('SQS-SendMessage', { QueueUrl, MessageBody: 'hi', Region: 'us-west-2' }), {});

    expect(answer.status).toBe(200);
    expect((await elsewhere.receiveMessage({ QueueUrl })).Messages).toMatchObject([{ Body: 'hi' }]);
  });

  it('passes on the refusals of the service with their status', async () => {
    const QueueUrl = `${moto.url}/${account}/nowhere`;

    const { status, body } = await post(apiOf('SQS-SendMessage', { QueueUrl, MessageBody: 'hi' }), {});

    expect(status).toBe(400);
    expect(body).toContain('NonExistentQueue');
  });

  it('refuses requests that lack a required parameter with 400, and tells which', async () => {
    const api = apiOf('SQS-SendMessage', { QueueUrl: `${moto.url}/1/q`, MessageBody: '$request.body.order' });

    const { status, body, told } = await post(api, {});

    expect([status, body]).toEqual([400, '{"message":"Bad Request"}']);
    expect(told.join('\n')).toContain('"SQS-SendMessage" gets no MessageBody');
  });

  it('answers 500 where nobody can be asked, and tells the remedy', async () => {
    const nobody = { credentials: () => Promise.resolve({ ...keys, areDummies: true }) };

    const { status, body, told } = await post(apiOf('SQS-PurgeQueue', { QueueUrl: 'https://x/1/q' }), {}, nobody);

    expect([status, body]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(told.join('\n')).toContain('--aws-endpoint');
  });

  it('answers 500 to a subtype that AWS does not have, and tells those that there are', async () => {
    const { status, told } = await post(apiOf('S3-GetObject', {}), {});

    expect(status).toBe(500);
    expect(told.join('\n')).toMatch(/"S3-GetObject", which is none of .*SQS-SendMessage/);
  });

  it('answers 503 when the neighbour is gone', async () => {
    const gone = { ...ofMoto(), endpoint: 'http://127.0.0.1:1' };

    expect((await post(apiOf('SQS-PurgeQueue', { QueueUrl: 'https://x/1/q' }), {}, gone)).status).toBe(503);
  });
});
