import type { CreateMappingInput, MappingInput } from './mapping-input.js';
import type { SourceKind } from './source-kind.js';

type Settings = Readonly<Record<string, unknown>>;

/** Members that AWS shows of a new mapping although nobody sent them (event sources contract §2.1). */
export function defaultsOf(kind: SourceKind, uuid: string): Settings {
  switch (kind) {
    case 'sqs':
    case 'sqs-fifo':
      return { BatchSize: 10, MaximumBatchingWindowInSeconds: 0, FunctionResponseTypes: [] };
    case 'stream':
      return {
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 0,
        ParallelizationFactor: 1,
        BisectBatchOnFunctionError: false,
        DestinationConfig: { OnFailure: {} },
        FunctionResponseTypes: [],
        MaximumRecordAgeInSeconds: -1,
        MaximumRetryAttempts: -1,
        TumblingWindowInSeconds: 0,
        LastProcessingResult: noRecords,
      };
    case 'self-managed-kafka':
      return {
        BatchSize: 100,
        StartingPosition: 'TRIM_HORIZON',
        SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: uuid },
        LastProcessingResult: noRecords,
      };
    case 'kafka':
      return {
        BatchSize: 100,
        StartingPosition: 'TRIM_HORIZON',
        AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: uuid },
        LastProcessingResult: noRecords,
      };
    case 'mq':
    case 'documentdb':
      return { BatchSize: 100, LastProcessingResult: noRecords };
  }
}

const noRecords = 'No records processed';

/** Everything that a mapping is made with and that no update changes. */
export function fixedSettings(input: CreateMappingInput): Settings {
  return present({
    EventSourceArn: input.EventSourceArn,
    StartingPosition: input.StartingPosition,
    StartingPositionTimestamp: input.StartingPositionTimestamp,
    Topics: input.Topics,
    Queues: input.Queues,
    SelfManagedEventSource: input.SelfManagedEventSource,
  });
}

/** The settings before with what was sent; an empty configuration removes what it names, an empty destination its ARN. */
export function mergeMappingSettings(before: Settings, input: MappingInput): Settings {
  const { DestinationConfig: destinations, ...sent } = input;
  const merged = {
    ...before,
    ...present(Object.fromEntries(updatable.map((name) => [name, Reflect.get(sent, name) as unknown]))),
    ...(destinations !== undefined && { DestinationConfig: { OnFailure: destinationOf(destinations.OnFailure) } }),
  };
  const removed = clearedByEmpty.filter((name) => isEmptyObject(Reflect.get(merged, name)));
  return Object.fromEntries(Object.entries(merged).filter(([name]) => !removed.includes(name)));
}

const updatable = [
  'BatchSize',
  'FilterCriteria',
  'KMSKeyArn',
  'MetricsConfig',
  'LoggingConfig',
  'ScalingConfig',
  'MaximumBatchingWindowInSeconds',
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'TumblingWindowInSeconds',
  'SourceAccessConfigurations',
  'FunctionResponseTypes',
  'ProvisionedPollerConfig',
  'DocumentDBEventSourceConfig',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
];

const clearedByEmpty = ['ScalingConfig', 'ProvisionedPollerConfig', 'FilterCriteria'];

function destinationOf(sent: { readonly Destination?: string } | undefined): object {
  return sent?.Destination === undefined || sent.Destination === '' ? {} : { Destination: sent.Destination };
}

function isEmptyObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((member) => Array.isArray(member) && member.length === 0);
}

function present(members: Settings): Settings {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
