import {
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import type { InvocationOutcome } from '../../../src/model/index.js';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { createCommand, knownPlaceholders } from '../../support/lambda-calls.js';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import { type AnyCommand, type Observed, observe } from '../../support/observed-calls.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { succeed } from '../../support/scripted-frontend.js';
import { waitUntil } from '../../support/wait-until.js';

const account = '111111111111';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const FunctionName = 'fn-1';

/**
 * Recorded: test_lambda_destinations.json. What the function does is scripted here, with the recorded answers; the queue is real, and
 * what it sends goes through the real SDK to moto, from where it is received as the recorded test received it.
 */
describe('what destinations and dead-letter queues get', () => {
  let moto: MotoServer;
  let sqs: SQS;
  let api: StartedAwsApi;
  let clock: ManualClock;
  let queueUrl: string;
  const queueArn = `arn:aws:sqs:us-east-1:${account}:destination`;

  beforeAll(async () => {
    moto = await MotoServer.start({ account });
    sqs = new SQS({ endpoint: moto.url, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    sqs.destroy();
    await moto[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await moto.reset();
    clock = new ManualClock();
    api = await startAwsApi({ clock, neighbour: moto.url });
    queueUrl = (await sqs.createQueue({ QueueName: 'destination' })).QueueUrl ?? '';
  });
  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  const send = (command: AnyCommand): Promise<Observed> => observe(api.client(), command);
  const invoke = (payload: string, InvocationType: 'Event' | 'RequestResponse' = 'Event'): Promise<Observed> =>
    send(new InvokeCommand({ FunctionName, InvocationType, Payload: payload }));
  const toQueue = { OnSuccess: { Destination: queueArn }, OnFailure: { Destination: queueArn } };

  /** The function fails with the recorded error object. */
  const failWith = (responsePayload: unknown): void => {
    api.frontend.script = ({ requestId }) => {
      // No function takes no time at all.
      clock.advance(10);
      return failure({ ...(responsePayload as object), requestId });
    };
  };

  /** Lets the time of AWS's retries pass. */
  const passDelay = async (seconds: number): Promise<void> => {
    await waitUntil(() => api.queue?.list({ states: ['delayed'] }).length === 1);
    clock.advance(seconds * 1000);
  };

  const delivered = (): Promise<void> => waitUntil(() => api.queue?.depth() === 0);

  async function receive(input: object = {}): Promise<Observed> {
    await delivered();
    const { Messages = [], $metadata } = await sqs.receiveMessage({ QueueUrl: queueUrl, ...input });
    return {
      Messages: Messages.map((message) => ({ ...message, Body: JSON.parse(message.Body ?? '') as unknown })),
      ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: $metadata.httpStatusCode },
    };
  }

  it.each([
    ['Success-payload0', '{}', {}],
    ['payload0', '{}', { MaximumRetryAttempts: 0 }],
    ['payload1', '{"raise_error": 1}', { MaximumRetryAttempts: 0 }],
  ])('test_assess_lambda_destination_invocation[%s]', async (variant, payload, settings) => {
    const { test, recording } = recorded(
      `TestLambdaDestinationSqs::test_assess_lambda_destination_invocation[${variant}]`,
    );
    const { responsePayload } = bodyOf(recording['receive_message_result']);
    api.frontend.script = ({ requestId = '' }) =>
      payload === '{}'
        ? succeed(JSON.stringify(filledIn(responsePayload, requestId)))
        : failure({ ...(responsePayload as object), requestId });
    await send(await createCommand({ FunctionName }));
    const config = await send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, ...settings, DestinationConfig: toQueue }),
    );
    await invoke(payload);

    test.expectStep('put_function_event_invoke_config', config);
    test.expectStep('receive_message_result', await receive());
  });

  it('test_lambda_destination_default_retries', async () => {
    const { test, recording } = recorded('TestLambdaDestinationSqs::test_lambda_destination_default_retries');
    failWith(bodyOf(recording['receive_message_result']).responsePayload);
    await send(await createCommand({ FunctionName }));
    const config = await send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig: toQueue }));
    await invoke('{"raise_error": 1}');
    await passDelay(60);
    await passDelay(120);

    test.expectStep('put_function_event_invoke_config', config);
    test.expectStep('receive_message_result', await receive());
  });

  it('test_maxeventage', async () => {
    const { test, recording } = recorded('TestLambdaDestinationSqs::test_maxeventage');
    await send(await createCommand({ FunctionName }));
    const steps = [
      ['no_retry_failure_message', 60, 0],
      ['single_retry_failure_message', 150, 1],
    ] as const;
    for (const [step, MaximumEventAgeInSeconds, retries] of steps) {
      const { responsePayload } = (recording[step] as { readonly Body: { readonly responsePayload: object } }).Body;
      failWith(responsePayload);
      const failures = { OnFailure: { Destination: queueArn } };
      await send(
        new PutFunctionEventInvokeConfigCommand({
          FunctionName,
          MaximumEventAgeInSeconds,
          DestinationConfig: failures,
        }),
      );
      await invoke('{"message": "<test-msg-id>"}');
      if (retries === 1) await passDelay(60);
      const { Messages } = await receive({ AttributeNames: ['All'] });
      const [message] = Messages as readonly Observed[];

      // moto has one sender, and does not carry the trace header; that it is sent is shown in the unit tests.
      const differences = test.differences(step, message).filter((found) => !/AWSTraceHeader|SenderId/.test(found));
      expect(differences).toEqual([]);
      await sqs.deleteMessage({ QueueUrl: queueUrl, ReceiptHandle: String(message?.['ReceiptHandle']) });
    }
  });

  it('test_invoke_lambda_eventbridge', async () => {
    const { test, recording } = recorded('TestLambdaDestinationEventbridge::test_invoke_lambda_eventbridge', {
      '<input-fn-name>': FunctionName,
      '<event-bus-name>': 'mine',
    });
    const bridge = new EventBridge({ endpoint: moto.url, region: 'us-east-1', credentials });
    const { EventBusArn = '' } = await bridge.createEventBus({ Name: 'mine' });
    const rule = { Name: 'all', EventBusName: 'mine' };
    await bridge.putRule({ ...rule, EventPattern: JSON.stringify({ source: ['lambda'] }) });
    await bridge.putTargets({ Rule: 'all', EventBusName: 'mine', Targets: [{ Id: '1', Arn: queueArn }] });
    bridge.destroy();
    await send(await createCommand({ FunctionName }));
    const toBus = { OnSuccess: { Destination: EventBusArn }, OnFailure: { Destination: EventBusArn } };
    const settings = { MaximumRetryAttempts: 0, DestinationConfig: toBus };
    await send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...settings }));

    for (const mode of ['success', 'failure']) {
      const step = `lambda_destination_event_bus_${mode}`;
      const { responsePayload } = (recording[step] as { readonly detail: { readonly responsePayload: object } }).detail;
      if (mode === 'failure') failWith(responsePayload);
      else api.frontend.script = () => succeed(JSON.stringify(responsePayload));
      await invoke(JSON.stringify({ mode }));
      const { Messages } = await receive();
      const [message] = Messages as readonly Observed[];

      // moto leaves the account out of the events that it hands on.
      test.expectStep(step, { account, ...(message?.['Body'] as object) });
      await sqs.deleteMessage({ QueueUrl: queueUrl, ReceiptHandle: String(message?.['ReceiptHandle']) });
    }
  });

  it('test_dead_letter_queue', async () => {
    const { test, recording } = recorded('TestLambdaDLQ::test_dead_letter_queue');
    const { Payload } = recording['invoke_result'] as { readonly Payload: object };
    failWith(Payload);
    const DeadLetterConfig = { TargetArn: queueArn };
    const created = await send(
      await createCommand({ FunctionName, Timeout: 30, Environment: { Variables: {} }, DeadLetterConfig }),
    );
    await invoke('{"raise_error": 1}');
    await passDelay(60);
    await passDelay(120);
    const received = await receive({ MessageAttributeNames: ['All'] });
    const removal = new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig: {} });

    test.expectStep('create_lambda_with_dlq', {
      CreateEventSourceMappingResponse: null,
      CreateFunctionResponse: created,
    });
    test.expectStep('receive_result', received);
    test.expectStep('delete_dlq', await send(removal));
  });

  it('a topic gets the record as its message (developer guide, "Adding a destination")', async () => {
    const { SNS } = await import('@aws-sdk/client-sns');
    const sns = new SNS({ endpoint: moto.url, region: 'us-east-1', credentials });
    const { TopicArn = '' } = await sns.createTopic({ Name: 'mine' });
    await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes: { RawMessageDelivery: 'true' } });
    sns.destroy();
    await send(await createCommand({ FunctionName }));
    const DestinationConfig = { OnSuccess: { Destination: TopicArn } };
    await send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
    await invoke('{"a":1}');

    const { Messages } = await receive();
    expect(Messages).toMatchObject([{ Body: { requestContext: { condition: 'Success' }, responsePayload: { a: 1 } } }]);
  });

  it('a bucket gets failures as objects, by function and day (developer guide, "Adding a destination")', async () => {
    const { S3 } = await import('@aws-sdk/client-s3');
    const s3 = new S3({ endpoint: moto.url, region: 'us-east-1', credentials, forcePathStyle: true });
    await s3.createBucket({ Bucket: 'mine' });
    failWith({ errorType: 'Error', errorMessage: 'no' });
    await send(await createCommand({ FunctionName }));
    const DestinationConfig = { OnFailure: { Destination: 'arn:aws:s3:::mine' } };
    const settings = { MaximumRetryAttempts: 0, DestinationConfig };
    await send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...settings }));
    await invoke('{}');
    await delivered();

    const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'mine' });
    const key = Contents[0]?.Key ?? '';
    expect(key).toMatch(/^aws\/lambda\/async\/fn-1\/2026\/01\/01\/2026-01-01T00\.00\.\d\d-[0-9a-f-]{36}$/);
    const object = await s3.getObject({ Bucket: 'mine', Key: key });
    expect(JSON.parse((await object.Body?.transformToString()) ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted' },
    });
    s3.destroy();
  });
});

function recorded(name: string, known: Readonly<Record<string, string>> = {}) {
  const recording = recordingOf('test_lambda_destinations', name);
  return { recording, test: new RecordingMatcher(recording, { ...knownPlaceholders, ...known }) };
}

function bodyOf(step: unknown): { readonly responsePayload: unknown } {
  const { Messages } = step as {
    readonly Messages: readonly { readonly Body: { readonly responsePayload: unknown } }[];
  };
  return Messages[0]?.Body ?? { responsePayload: undefined };
}

/** What the recorded function answers about itself. */
function filledIn(recordedAnswer: unknown, requestId: string): unknown {
  const text = JSON.stringify(recordedAnswer)
    .replaceAll('<uuid:1>', requestId)
    .replaceAll('<resource:2>', FunctionName)
    .replaceAll('<partition>', 'aws')
    .replaceAll('<region>', 'us-east-1');
  return JSON.parse(text) as unknown;
}

function failure(body: Readonly<Record<string, unknown>>): InvocationOutcome {
  const payload = Buffer.from(JSON.stringify(body));
  return { outcome: 'function-error', errorType: String(body['errorType']), payload, streamed: false };
}
