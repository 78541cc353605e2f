import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import type { Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordedTests, recordingOf } from '../../support/recordings.js';

const FunctionName = 'fn-1';
const queue = 'arn:aws:sqs:us-east-1:111111111111:queue-1';
const stream = 'arn:aws:dynamodb:us-east-1:111111111111:table/table-1/stream/2026-01-01';

/**
 * Recorded: every answer of CreateEventSourceMapping in the tests of polled sources. What was asked for is read from the answer, which echoes
 * it; the defaults, the members that are absent and the state are AWS's own.
 */
describe.each(
  ['dynamodbstreams', 'kinesis', 'sqs'].map((source) => `event_source_mapping__test_lambda_integration_${source}`),
)('a mapping made as in %s', (file) => {
  const session = recordedSession(file);

  it.each(creationsIn(file))('is answered as recorded: %s, %s', async (test, step, answer) => {
    const { matcher } = session.play(test);
    await session.send(await createCommand({ FunctionName }));

    const created = await session.send(new CreateEventSourceMappingCommand(requestOf(answer)));

    const known = Object.keys(answer);
    // Mappings had no ARN of their own in the older recordings.
    const seen = Object.entries(readable(created)).filter(
      ([name]) => name !== 'EventSourceMappingArn' || known.includes(name),
    );
    expect(unlike(matcher.differences(step, Object.fromEntries(seen)))).toEqual([]);
  });
});

/** Recorded: patterns that are none. */
describe.each([
  ['event_source_mapping__test_lambda_integration_sqs', { EventSourceArn: queue }],
  [
    'event_source_mapping__test_lambda_integration_dynamodbstreams',
    { EventSourceArn: stream, StartingPosition: 'LATEST' },
  ],
] as const)('a mapping with a filter as in %s', (file, source) => {
  const session = recordedSession(file);

  it.each(refusalsIn(file))('is refused as recorded: %s, %s', async (test, step, Pattern) => {
    const { matcher } = session.play(test);
    await session.send(await createCommand({ FunctionName }));
    const FilterCriteria = { Filters: [{ Pattern }] };

    const refused = await session.send(
      new CreateEventSourceMappingCommand({ FunctionName, FilterCriteria, ...source }),
    );

    matcher.expectStep(step, refused);
  });
});

/** Recorded: the calls around those mappings. */
describe('a mapping of a queue', () => {
  const file = 'event_source_mapping__test_lambda_integration_sqs';
  const session = recordedSession(file);

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it('takes more than ten messages with a window only (test_event_source_mapping_default_batch_size)', async () => {
    const { step } = session.play('TestSQSEventSourceMapping::test_event_source_mapping_default_batch_size');
    const mapping = { FunctionName, EventSourceArn: queue };

    const { UUID } = await step('create-event-source-mapping', new CreateEventSourceMappingCommand(mapping));
    await step(
      'invalid-update-event-source-mapping',
      new UpdateEventSourceMappingCommand({ UUID: UUID as string, BatchSize: 11 }),
    );
    const other = { FunctionName, EventSourceArn: `${queue}-2`, BatchSize: 11 };
    await step('invalid-create-event-source-mapping', new CreateEventSourceMappingCommand(other));
  });

  it('is Enabling before it is Enabled (test_fifo_message_group_parallelism)', async () => {
    const { step } = session.play('test_fifo_message_group_parallelism');
    const EventSourceArn = `${queue}.fifo`;
    const disabled = { FunctionName, EventSourceArn, BatchSize: 1, Enabled: false };

    const { UUID } = await step('create_esm_disabled', new CreateEventSourceMappingCommand(disabled));
    await step('update_esm_enabling', new UpdateEventSourceMappingCommand({ UUID: UUID as string, Enabled: true }));
    await step('get_esm_enabled', new GetEventSourceMappingCommand({ UUID: UUID as string }));
  });
});

/** Recorded: the calls around those mappings. */
describe('a mapping of a stream', () => {
  const session = recordedSession('event_source_mapping__test_lambda_integration_dynamodbstreams');

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it('is listed as it is shown (test_deletion_event_source_mapping_with_dynamodb)', async () => {
    const { step } = session.play('TestDynamoDBEventSourceMapping::test_deletion_event_source_mapping_with_dynamodb');
    const mapping = { FunctionName, EventSourceArn: stream, StartingPosition: 'TRIM_HORIZON' } as const;

    await step('create_event_source_mapping_result', new CreateEventSourceMappingCommand(mapping));
    await step('list_event_source_mapping_result', new ListEventSourceMappingsCommand({ EventSourceArn: stream }));
  });

  it('exists once for a function (test_duplicate_event_source_mappings)', async () => {
    const { step } = session.play('TestDynamoDBEventSourceMapping::test_duplicate_event_source_mappings');
    const mapping = {
      FunctionName,
      EventSourceArn: stream,
      StartingPosition: 'TRIM_HORIZON',
      MaximumBatchingWindowInSeconds: 1,
      MaximumRetryAttempts: 1,
    } as const;

    await step('create', new CreateEventSourceMappingCommand(mapping));
    await step('error', new CreateEventSourceMappingCommand(mapping));
  });
});

interface RecordedMapping extends Observed {
  readonly FunctionArn?: string;
  readonly EventSourceArn?: string;
  readonly State?: string;
  readonly FilterCriteria?: { readonly Filters: readonly { readonly Pattern: unknown }[] };
  readonly ResponseMetadata?: { readonly HTTPStatusCode?: number };
}

function creationsIn(file: string): readonly [test: string, step: string, answer: RecordedMapping][] {
  return stepsOf(file).filter(
    ([, , { ResponseMetadata, State }]) =>
      ResponseMetadata?.HTTPStatusCode === 202 && (State === 'Creating' || State === 'Disabled'),
  );
}

/** The recorded tests have the refused pattern in their names, or as LocalStack's tests are public, in their parameters. */
function refusalsIn(file: string): readonly [test: string, step: string, pattern: string][] {
  const patterns: Readonly<Record<string, string>> = {
    'single-string': 'single-string',
    'simple string': 'simple string',
    invalid_filter2: '{"eventSource":"aws:sqs"}',
    invalid_filter3: '{"eventSource":[]}',
  };
  return stepsOf(file).flatMap(([test, step]): [string, string, string][] => {
    const [, name = ''] = /invalid_event_filter\[(.+)\]/.exec(test) ?? [];
    const pattern = patterns[name];
    return pattern === undefined ? [] : [[test, step, pattern]];
  });
}

function stepsOf(file: string): readonly [test: string, step: string, answer: RecordedMapping][] {
  return recordedTests(file, '').flatMap((test) =>
    Object.entries(recordingOf(file, test))
      .filter(([, answer]) => typeof answer === 'object' && answer !== null)
      .map(([step, answer]): [string, string, RecordedMapping] => [test, step, answer as RecordedMapping]),
  );
}

/** The members that the caller can have sent; the service's own are left out. */
function requestOf(answer: RecordedMapping): CreateEventSourceMappingCommandInput {
  const own = [
    'UUID',
    'EventSourceMappingArn',
    'FunctionArn',
    'LastModified',
    'LastProcessingResult',
    'ResponseMetadata',
    'State',
    'StateTransitionReason',
    'FilterCriteria',
  ];
  const sent = Object.entries(answer).filter(([name, value]) => !own.includes(name) && !isPlaceholder(value));
  const { FilterCriteria } = answer;
  return {
    ...(filledIn(Object.fromEntries(sent)) as object),
    FunctionName,
    Enabled: answer.State !== 'Disabled',
    ...(FilterCriteria !== undefined && {
      FilterCriteria: { Filters: FilterCriteria.Filters.map(({ Pattern }) => ({ Pattern: JSON.stringify(Pattern) })) },
    }),
    ...(Number(answer['BatchSize']) > 10 && !('StartingPosition' in answer) && { MaximumBatchingWindowInSeconds: 1 }),
  };
}

/** A value that the recording keeps the name of alone: `maximum-batching-window-in-seconds`. */
function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('maximum-');
}

function filledIn(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll('<partition>', 'aws')
    .replaceAll('<region>', 'us-east-1')
    .replaceAll(/<([a-z-]+):(\d)>/g, '$1-$2');
  return JSON.parse(text) as unknown;
}

/** Patterns as the recorder shows them: parsed. */
function readable(observed: Observed): Observed {
  const { FilterCriteria } = observed as RecordedMapping;
  if (FilterCriteria === undefined) return observed;
  const Filters = FilterCriteria.Filters.map(({ Pattern }) => ({ Pattern: JSON.parse(String(Pattern)) as unknown }));
  return { ...observed, FilterCriteria: { Filters } };
}

function unlike(differences: readonly string[]): readonly string[] {
  return differences.filter((difference) => !difference.includes('instead of "maximum-'));
}
