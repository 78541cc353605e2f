import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import type { Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

type Mapping = Partial<CreateEventSourceMappingCommandInput>;

const FunctionName = 'fn-1';
const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:111111111111:${rest}`;
const access = [{ Type: 'BASIC_AUTH', URI: arn('secretsmanager', 'secret:secret-1') }] as const;
const SourceAccessConfigurations = [...access];

const sources = {
  queue: { EventSourceArn: arn('sqs', 'queue-1') },
  'FIFO queue': { EventSourceArn: arn('sqs', 'queue-1.fifo') },
  Kinesis: { EventSourceArn: arn('kinesis', 'stream/stream-1'), StartingPosition: 'LATEST' },
  DynamoDB: { EventSourceArn: arn('dynamodb', 'table/table-1/stream/2026-01-01'), StartingPosition: 'LATEST' },
  MSK: { EventSourceArn: arn('kafka', 'cluster/cluster-1/1'), Topics: ['topic'] },
  'own Kafka': {
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['kafka:9092'] } },
    Topics: ['topic'],
    SourceAccessConfigurations,
  },
  'Amazon MQ': { EventSourceArn: arn('mq', 'broker:broker-1:b-1'), Queues: ['queue'], SourceAccessConfigurations },
  DocumentDB: {
    EventSourceArn: arn('rds', 'cluster:cluster-1'),
    DocumentDBEventSourceConfig: { DatabaseName: 'database' },
    StartingPosition: 'LATEST',
    SourceAccessConfigurations,
  },
} as const satisfies Readonly<Record<string, unknown>>;

type Source = keyof typeof sources;

/** Developer guide, "Event source mapping parameters" of each source; what AWS says of an option that is not a source's was recorded for destinations. */
describe('options of event source mappings', () => {
  const session = recordedSession('test_lambda_api');
  const create = (source: Source, input: Mapping = {}): Promise<Observed> =>
    session.send(new CreateEventSourceMappingCommand({ FunctionName, ...(sources[source] as Mapping), ...input }));

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it.each(Object.keys(sources) as Source[])('a mapping of %s is made with what it must have', async (source) => {
    expect(await create(source)).toMatchObject({ State: 'Creating', FunctionArn: arn('lambda', 'function:fn-1') });
  });

  it.each([
    ['ParallelizationFactor', { ParallelizationFactor: 2 }, ['Kinesis', 'DynamoDB']],
    ['TumblingWindowInSeconds', { TumblingWindowInSeconds: 10 }, ['Kinesis', 'DynamoDB']],
    ['BisectBatchOnFunctionError', { BisectBatchOnFunctionError: true }, ['Kinesis', 'DynamoDB', 'MSK', 'own Kafka']],
    ['MaximumRetryAttempts', { MaximumRetryAttempts: 1 }, ['Kinesis', 'DynamoDB', 'MSK', 'own Kafka']],
    ['MaximumRecordAgeInSeconds', { MaximumRecordAgeInSeconds: 60 }, ['Kinesis', 'DynamoDB', 'MSK', 'own Kafka']],
    ['ScalingConfig', { ScalingConfig: { MaximumConcurrency: 2 } }, ['queue', 'FIFO queue']],
    [
      'ProvisionedPollerConfig',
      { ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 3 } },
      ['queue', 'FIFO queue', 'MSK', 'own Kafka'],
    ],
    ['LoggingConfig', { LoggingConfig: { SystemLogLevel: 'DEBUG' } }, ['MSK', 'own Kafka']],
    ['Topics', { Topics: ['topic'] }, ['MSK', 'own Kafka']],
    ['Queues', { Queues: ['queue'] }, ['Amazon MQ']],
    [
      'FunctionResponseTypes',
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      ['queue', 'FIFO queue', 'Kinesis', 'DynamoDB', 'MSK', 'own Kafka'],
    ],
    [
      'DestinationConfig',
      { DestinationConfig: { OnFailure: { Destination: arn('sqs', 'failures') } } },
      ['Kinesis', 'DynamoDB', 'MSK', 'own Kafka'],
    ],
  ] as [string, Mapping, Source[]][])('%s is of some sources only', async (option, input, takers) => {
    const refusal = {
      Error: {
        Code: 'InvalidParameterValueException',
        Message: `Unsupported ${option} parameter for given event source mapping type.`,
      },
    };
    for (const source of Object.keys(sources) as Source[]) {
      const expected = takers.includes(source) ? { ...input, State: 'Creating' } : refusal;

      expect(await create(source, input)).toMatchObject(expected);
    }
  });

  it.each([
    ['MSK', 'Topics', 'topics'],
    ['Amazon MQ', 'Queues', 'queues'],
    ['Amazon MQ', 'SourceAccessConfigurations', 'sourceAccessConfigurations'],
    ['DocumentDB', 'DocumentDBEventSourceConfig', 'documentDBEventSourceConfig'],
  ] as const)('a mapping of %s needs %s', async (source, option, name) => {
    const answer = await create(source, { [option]: undefined });

    expect(answer).toMatchObject({ Error: { Message: `Required '${name}' parameter is missing.` } });
  });

  it.each([
    ['arn:aws:sqs:us-east-1:111111111111:failures.fifo', 'a FIFO queue'],
    ['arn:aws:sns:us-east-1:111111111111:failures.fifo', 'a FIFO topic'],
    ['arn:aws:lambda:us-east-1:111111111111:function:other', 'a function'],
  ])('failures do not go to %s, %s', async (Destination) => {
    const answer = await create('Kinesis', { DestinationConfig: { OnFailure: { Destination } } });

    expect(answer).toMatchObject({
      Error: {
        Code: 'InvalidParameterValueException',
        Message: `The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination=${Destination})) is invalid.`,
      },
    });
  });

  it('a batching window is refused for FIFO queues, also later', async () => {
    const window = { MaximumBatchingWindowInSeconds: 1 };
    const refusal = { Error: { Message: 'Batching window is not supported for FIFO queues' } };
    const { UUID } = await create('FIFO queue');

    expect(await create('FIFO queue', window)).toMatchObject(refusal);
    expect(await session.send(new UpdateEventSourceMappingCommand({ UUID: UUID as string, ...window }))).toMatchObject(
      refusal,
    );
  });

  it('a record’s age is unlimited or at least a minute, a point in time needs its time, and pollers have an order', async () => {
    const position = { StartingPosition: 'AT_TIMESTAMP' } as const;
    const pollers = { ProvisionedPollerConfig: { MinimumPollers: 3, MaximumPollers: 2 } };

    expect(await create('Kinesis', { MaximumRecordAgeInSeconds: 59 })).toHaveProperty('Error');
    expect(await create('Kinesis', position)).toMatchObject({
      Error: { Message: "Required 'startingPositionTimestamp' parameter is missing." },
    });
    expect(await create('queue', pollers)).toHaveProperty('Error');
    expect(await create('Kinesis', { MaximumRecordAgeInSeconds: -1 })).toMatchObject({ State: 'Creating' });
  });

  // CloudFormation reference, "ProvisionedPollerConfig"; developer guide, "Configuring scaling behavior for SQS event source mappings".
  it('a queue has two pollers or more, or a maximum concurrency, and goes from one to the other', async () => {
    const ScalingConfig = { MaximumConcurrency: 2 };
    const ProvisionedPollerConfig = { MinimumPollers: 2, MaximumPollers: 4 };
    const message = 'ScalingConfig and ProvisionedPollerConfig are mutually exclusive. Leave one of them out.';
    const refused = { Error: { Code: 'InvalidParameterValueException', Message: message } };

    expect(await create('queue', { ProvisionedPollerConfig: { MinimumPollers: 1 } })).toHaveProperty('Error');
    expect(await create('MSK', { ProvisionedPollerConfig: { MinimumPollers: 1 } })).toMatchObject({
      State: 'Creating',
    });
    expect(await create('queue', { ScalingConfig, ProvisionedPollerConfig })).toMatchObject(refused);
    const { UUID } = await create('queue', { ScalingConfig });
    const update = (input: Mapping): Promise<Observed> =>
      session.send(new UpdateEventSourceMappingCommand({ UUID: UUID as string, ...input }));
    expect(await update({ ProvisionedPollerConfig })).toMatchObject(refused);
    expect(await update({ ProvisionedPollerConfig, ScalingConfig: {} })).toMatchObject({ ProvisionedPollerConfig });
  });

  it('a mapping has ten filters at most (developer guide, "Control which events Lambda sends to your function")', async () => {
    const filters = (count: number): Mapping => ({
      FilterCriteria: { Filters: Array.from({ length: count }, () => ({ Pattern: '{"body":["a"]}' })) },
    });

    expect(await create('queue', filters(11))).toMatchObject({ Error: { Code: 'InvalidParameterValueException' } });
    expect(await create('queue', filters(10))).toMatchObject({ State: 'Creating' });
  });
});
