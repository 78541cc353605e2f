import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AdapterDoor, type ServedAdapters, serveAdapters } from '../../support/product/adapter-doors.js';
import { runHearth } from '../../support/product/running-command.js';

const served = { runtime: 'python3.11', handler: 'parser_app.handler', code: 'adapters-python' };

// Powertools for AWS Lambda (Python), "Parser": its built-in models of events.
describe('Powertools’ models in Python', () => {
  let adapters: ServedAdapters;

  beforeAll(async () => {
    adapters = await serveAdapters({
      parser: { 'REST API': served, 'HTTP API 2.0': served, 'function URL': served },
    });
  }, 60_000);

  afterAll(async () => {
    await adapters[Symbol.asyncDispose]();
  });

  it.each<[AdapterDoor, string]>([
    ['REST API', 'APIGatewayProxyEventModel'],
    ['HTTP API 2.0', 'APIGatewayProxyEventV2Model'],
    ['function URL', 'LambdaFunctionUrlModel'],
  ])(
    'take the event of a %s for a %s',
    async (door, model) => {
      const url = `${adapters.urlOf('parser', door)}/a%20b/c?model=${model}&tag=1&tag=2`;

      const plain = await fetch(url);
      const rich = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'image/png', Cookie: 'a=1; b=2', 'X-Forwarded-For': '203.0.113.1' },
        body: new Uint8Array([0, 255]),
      });

      expect(await plain.json()).toEqual([]);
      expect(await rich.json()).toEqual([]);
    },
    30_000,
  );

  it.each([
    ['s3 put', 'S3Model'],
    ['sqs receive-message', 'SqsModel'],
    ['sns notification', 'SnsModel'],
    ['dynamodb update', 'DynamoDBStreamModel'],
    ['kinesis get-records', 'KinesisDataStreamModel'],
    ['cloudwatch logs', 'CloudWatchLogsModel'],
    ['eventbridge event', 'EventBridgeModel'],
    ['msk records', 'KafkaMskEventModel'],
    ['apigateway aws-proxy', 'APIGatewayProxyEventModel'],
    ['apigateway http-api-proxy', 'APIGatewayProxyEventV2Model'],
    ['lambda function-url', 'LambdaFunctionUrlModel'],
    ['alb request', 'AlbModel'],
    ['cognito pre-sign-up', 'CognitoPreSignupTriggerModel'],
    ['cloudformation create-request', 'CloudFormationCustomResourceCreateModel'],
    ['ses email-receiving', 'SesModel'],
  ])(
    'take what generate-event %s prints for a %s',
    async (words, model) => {
      const made = await runHearth(['generate-event', ...words.split(' ')], { folder: '.' });
      const event: unknown = JSON.parse(made.stdout);

      const refused = await adapters.invoke('parser', 'function URL', { model, event });

      expect(JSON.parse(refused as string)).toEqual([]);
    },
    30_000,
  );

  it('refuse what is no such event', async () => {
    const refused = await adapters.invoke('parser', 'function URL', { model: 'SqsModel', event: { Records: [{}] } });

    expect(JSON.parse(refused as string)).not.toEqual([]);
  });
});
