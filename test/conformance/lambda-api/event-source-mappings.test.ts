import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  type EventSourcePosition,
  GetEventSourceMappingCommand,
  ListTagsCommand,
  type SelfManagedEventSource,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

/** Recorded: test_lambda_api.json, TestLambdaEventSourceMappings and TestLambdaTag. */
describe('event source mappings', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const table = 'arn:aws:dynamodb:us-east-1:111111111111:table/t-1/stream/2026-01-01';
  const queue = 'arn:aws:sqs:us-east-1:111111111111:q-1';
  const create = (input: Partial<CreateEventSourceMappingCommandInput>) =>
    new CreateEventSourceMappingCommand({ FunctionName, ...input });
  const unknown = { UUID: '0191d5cc-0000-7000-8000-000000000000' };

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it('are Creating, then Enabled, then gone (test_event_source_mapping_lifecycle)', async () => {
    const known = {
      '<resource:1>': '2026-01-01',
      '<resource:2>': 't-1',
      '<resource:3>': 'failures',
      '<resource:5>': FunctionName,
    };
    const { step } = session.play('TestLambdaEventSourceMappings::test_event_source_mapping_lifecycle', known);
    const failures = 'arn:aws:sqs:us-east-1:111111111111:failures';

    const created = await step(
      'create_response',
      create({
        EventSourceArn: table,
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 1,
        MaximumBatchingWindowInSeconds: 1,
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: failures } },
      }),
    );
    const UUID = created['UUID'] as string;
    await step('get_response', new GetEventSourceMappingCommand({ UUID }));
    await step('delete_response', new DeleteEventSourceMappingCommand({ UUID }));
  });

  it('are refused as AWS refuses them (test_event_source_mapping_exceptions)', async () => {
    const { step } = session.play('TestLambdaEventSourceMappings::test_event_source_mapping_exceptions');

    await step('get_unknown_uuid', new GetEventSourceMappingCommand(unknown));
    await step('delete_unknown_uuid', new DeleteEventSourceMappingCommand(unknown));
    await step('update_unknown_uuid', new UpdateEventSourceMappingCommand({ ...unknown, Enabled: false }));
    await step('create_no_event_source_arn', create({ FunctionName: 'doesnotexist' }));
    await step('create_unknown_params', create({ FunctionName: 'doesnotexist', EventSourceArn: queue }));
    const DestinationConfig = { OnSuccess: { Destination: queue } };
    await step('destination_config_failure', create({ EventSourceArn: queue, DestinationConfig }));
  });

  it.each([
    ['test_create_event_source_validation', table, { '<table-name>': 't-1', '<stream-name>': '2026-01-01' }],
    ['test_create_event_source_validation_kinesis', 'arn:aws:kinesis:us-east-1:111111111111:stream/s-1', {}],
  ])('of streams need a starting position (%s)', async (test, EventSourceArn, known) => {
    const { step } = session.play(`TestLambdaEventSourceMappings::${test}`, known);

    await step('no_starting_position', create({ EventSourceArn }));
    const invalid = 'invalid' as EventSourcePosition;
    await step('invalid_starting_position', create({ EventSourceArn, StartingPosition: invalid }));
    if (EventSourceArn !== table) return;
    const StartingPosition = 'AT_TIMESTAMP';
    const StartingPositionTimestamp = new Date(1_741_010_802_000);
    const incompatible = create({ EventSourceArn, StartingPosition, StartingPositionTimestamp });
    await step('incompatible_starting_position', incompatible);
  });

  it('of brokers of one’s own collide in one broker (test_create_event_source_self_managed)', async () => {
    const known = { '<resource:1>': FunctionName, '<resource:2>': 'secret-1' };
    const { matcher } = session.play('TestLambdaEventSourceMappings::test_create_event_source_self_managed', known);
    const brokers = (...KAFKA_BOOTSTRAP_SERVERS: string[]): SelfManagedEventSource => ({
      Endpoints: { KAFKA_BOOTSTRAP_SERVERS },
    });
    const URI = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:secret-1';
    const usual = { Topics: ['topic'], SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI }] } as const;
    const kafka = (input: Partial<CreateEventSourceMappingCommandInput>) =>
      create({
        ...usual,
        Topics: ['topic'],
        SourceAccessConfigurations: [...usual.SourceAccessConfigurations],
        ...input,
      });
    // Recorded before mappings had ARNs.
    const step = async (name: string, command: ReturnType<typeof create>): Promise<void> => {
      const observed = Object.entries(await session.send(command)).filter(
        ([member]) => member !== 'EventSourceMappingArn',
      );
      matcher.expectStep(name, Object.fromEntries(observed));
    };

    await step(
      'missing-source-access-configuration',
      create({ Topics: ['topic'], SelfManagedEventSource: brokers('kafka:1000') }),
    );
    await step('event-source-mapping-default', kafka({ SelfManagedEventSource: brokers('kafka:1000') }));
    await step(
      'event-source-mapping-values',
      kafka({
        SelfManagedEventSource: brokers('kafka:1000'),
        Topics: ['topic_2'],
        BatchSize: 1,
        StartingPosition: 'LATEST',
        SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'random_id' },
      }),
    );
    await step('duplicate-source', kafka({ SelfManagedEventSource: brokers('kafka:1000') }));
    await step('multiple-duplicate-source', kafka({ SelfManagedEventSource: brokers('kafka:1000', 'kafka:2000') }));
  });

  it('come with tags (test_create_tag_on_esm_create)', async () => {
    const { step } = session.play('TestLambdaTag::test_create_tag_on_esm_create', { '<custom-tag>': 'tag-1' });

    const created = await session.send(create({ EventSourceArn: queue, Tags: { testtag: 'tag-1' } }));

    await step('list_tags_result', new ListTagsCommand({ Resource: created['EventSourceMappingArn'] as string }));
  });
});
