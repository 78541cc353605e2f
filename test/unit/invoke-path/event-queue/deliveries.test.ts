import { describe, expect, it } from '@jest/globals';
import { PlatformError, UserError } from '../../../../src/base/index.js';
import { tooManyRequests } from '../../../../src/model/index.js';
import { settled } from '../fake-placement.js';
import { request, scriptedQueue, type ScriptedQueueOptions } from './scripted-queue.js';

const arn = (service: string, resource: string): string => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const queueArn = arn('sqs', 'mine');

async function accepted(config: NonNullable<ScriptedQueueOptions['config']>, options: ScriptedQueueOptions = {}) {
  const scripted = scriptedQueue({ config, ...options });
  scripted.queue.start();
  await scripted.queue.accept({ ...request, requestId: 'mine' });
  await settled();
  return scripted;
}

describe('the record of an event', () => {
  it('that succeeded goes to the queue of OnSuccess in AWS’s order, with its trace; then the event is forgotten', async () => {
    const { queue, frontend, neighbours, storage } = await accepted({ onSuccess: queueArn });
    await frontend.succeed('{"big":12345678901234567890}');

    expect(neighbours.sent).toEqual([
      {
        call: 'sqs.sendMessage',
        input: {
          QueueUrl: 'http://queues/mine',
          MessageBody:
            '{"version":"1.0","timestamp":"2026-01-01T00:00:00.000Z","requestContext":{"requestId":"mine",' +
            '"functionArn":"arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST","condition":"Success",' +
            '"approximateInvokeCount":1},"requestPayload":{"n":1},"responseContext":{"statusCode":200,' +
            '"executedVersion":"$LATEST"},"responsePayload":{"big":12345678901234567890}}',
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-a-b;Lineage=1:x:0' },
          },
        },
      },
    ]);
    expect(neighbours.asked).toEqual(['sqs us-east-1 123456789012']);
    expect([queue.depth(), storage.journal.counts()]).toEqual([0, {}]);
  });

  it('that failed goes to OnFailure and, as it came, to the dead-letter queue; the event stays as failed', async () => {
    const config = { maximumRetryAttempts: 0, onFailure: arn('sns', 'topic'), deadLetterQueue: queueArn };
    const { queue, frontend, neighbours } = await accepted(config);
    await frontend.failFunction();

    const { Message, TopicArn } = neighbours.sent.find(({ call }) => call === 'sns.publish')?.input ?? {};
    expect([TopicArn, JSON.parse(String(Message))]).toMatchObject([
      arn('sns', 'topic'),
      {
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'Runtime.ExitError', errorMessage: 'gone' },
      },
    ]);
    expect(neighbours.sent.find(({ call }) => call === 'sqs.sendMessage')?.input).toMatchObject({
      MessageBody: '{"n":1}',
      MessageAttributes: {
        RequestID: { DataType: 'String', StringValue: 'mine' },
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: { DataType: 'String', StringValue: 'gone' },
      },
    });
    expect(queue.list()).toMatchObject([{ state: 'failed', requestId: 'mine' }]);
  });

  it('that never reached the function says so by what is missing', async () => {
    const { frontend, neighbours } = await accepted(
      { onFailure: queueArn, deadLetterQueue: queueArn },
      { reserved: 0 },
    );
    await frontend.reject(tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded'));

    const [record, letter] = neighbours.sent.map(({ input }) => input);
    expect(JSON.parse(String(record?.['MessageBody']))).toEqual({
      version: '1.0',
      timestamp: '2026-01-01T00:00:00.000Z',
      requestContext: {
        requestId: 'mine',
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST',
        condition: 'ZeroReservedConcurrency',
        approximateInvokeCount: 0,
      },
      requestPayload: { n: 1 },
    });
    expect(letter).toMatchObject({ MessageAttributes: { ErrorCode: { StringValue: '429' } } });
  });

  it('goes to an event bus as an event of Lambda', async () => {
    const bus = arn('events', 'event-bus/mine');
    const { frontend, neighbours } = await accepted({ onSuccess: bus });
    await frontend.succeed();

    expect(neighbours.sent[0]).toMatchObject({
      call: 'eventbridge.putEvents',
      input: {
        Entries: [
          {
            EventBusName: bus,
            Source: 'lambda',
            DetailType: 'Lambda Function Invocation Result - Success',
            Resources: [bus, 'arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST'],
          },
        ],
      },
    });
  });

  it('of a failure goes to a bucket under AWS’s name', async () => {
    const { frontend, neighbours } = await accepted({ maximumRetryAttempts: 0, onFailure: 'arn:aws:s3:::bucket' });
    await frontend.failFunction();

    expect(neighbours.sent[0]?.input).toMatchObject({ Bucket: 'bucket' });
    expect(neighbours.sent[0]?.input['Key']).toMatch(
      /^aws\/lambda\/async\/echo\/2026\/01\/01\/2026-01-01T00\.00\.00-[0-9a-f-]{36}$/,
    );
    expect(neighbours.asked).toEqual(['s3 us-east-1 000000000000']);
  });

  it('goes to a function as an event of its own, in the chain of the first', async () => {
    const { frontend, queue } = await accepted({ onSuccess: arn('lambda', 'function:next:live') });
    await frontend.succeed();

    expect(frontend.requests[1]).toMatchObject({
      target: { account: '123456789012', region: 'us-east-1', name: 'next', qualifier: 'live' },
      traceId: 'Root=1-a-b;Lineage=1:x:0',
      invocationType: 'Event',
    });
    expect(JSON.parse(String(frontend.requests[1]?.payload))).toHaveProperty('requestContext.condition', 'Success');
    expect(queue.depth()).toBe(1);
  });
});

describe('a record that cannot be delivered', () => {
  it('is tried again after 1 s, 2 s … 16 s, then kept as undelivered, told and counted', async () => {
    const scripted = await accepted({ onSuccess: queueArn });
    const { queue, frontend, neighbours, clock, lines, counted } = scripted;
    neighbours.failure = new Error('connection refused');
    await frontend.succeed();
    for (const seconds of [1, 2, 4, 8, 16]) {
      expect(queue.list()).toMatchObject([{ state: 'delivering' }]);
      clock.advance(seconds * 1000);
      await settled();
    }

    expect(queue.list()).toMatchObject([{ state: 'undelivered', lastError: 'connection refused' }]);
    expect(counted()).toMatchObject({ DestinationDeliveryFailures: 1, AsyncEventsDropped: 0 });
    expect(lines.at(-1)).toContain(
      `is kept as undelivered, because its record could not be sent to "${queueArn}" after 6 tries: connection refused`,
    );
    expect(frontend.requests).toHaveLength(1);
  });

  it('because the user has to change something is kept at once', async () => {
    const { queue, frontend, neighbours, counted } = await accepted({
      maximumRetryAttempts: 0,
      deadLetterQueue: queueArn,
    });
    neighbours.failure = new UserError('no endpoint');
    await frontend.failFunction();

    expect(queue.show('mine')).toMatchObject({
      state: 'undelivered',
      deliveries: [{ kind: 'dead-letter', to: queueArn, problem: 'no endpoint' }],
    });
    expect(counted()).toMatchObject({ DeadLetterErrors: 1, DestinationDeliveryFailures: 0 });
  });

  it('to one of two is kept for that one alone', async () => {
    const config = { maximumRetryAttempts: 0, onFailure: 'arn:aws:nothing:::x', deadLetterQueue: queueArn };
    const { queue, frontend } = await accepted(config);
    await frontend.failFunction();

    expect(queue.show('mine')?.deliveries).toMatchObject([{ kind: 'destination', to: 'arn:aws:nothing:::x' }]);
  });

  it('is delivered by a replay, to where the configuration leads now, and the function does not run again', async () => {
    const { queue, frontend, neighbours, config } = await accepted({ onSuccess: 'no ARN' });
    await frontend.succeed();
    expect(queue.list()).toMatchObject([{ state: 'undelivered' }]);
    config.current = { onSuccess: queueArn };

    await queue.replay('mine');
    await settled();

    expect(neighbours.sent).toHaveLength(1);
    expect([queue.list(), frontend.requests.length]).toEqual([[], 1]);
  });

  it('is delivered by the next Hearth when this one ends before', async () => {
    const { queue, frontend, neighbours, open, lines } = await accepted({ onSuccess: queueArn });
    neighbours.failure = new Error('connection refused');
    await frontend.succeed();
    await queue[Symbol.asyncDispose]();
    neighbours.failure = undefined;

    const second = open();
    second.start();
    await settled();

    expect([neighbours.sent.length, second.list(), frontend.requests.length]).toEqual([1, [], 1]);
    expect(lines.slice(-2)).toEqual([
      'info the records of 1 asynchronous events have not been delivered; the next start goes on with them.',
      'info 1 records of asynchronous events that an earlier Hearth ran are delivered now.',
    ]);
  });

  it('that was taken is not sent again while the journal cannot be written', async () => {
    const { queue, frontend, neighbours, storage, clock } = await accepted({ onSuccess: queueArn });
    const settle = storage.journal.settle.bind(storage.journal);
    storage.journal.settle = () => Promise.reject(new PlatformError('disk full'));
    await frontend.succeed();
    storage.journal.settle = settle;
    clock.advance(1000);
    await settled();

    expect([neighbours.sent.length, queue.list()]).toEqual([1, []]);
  });
});
