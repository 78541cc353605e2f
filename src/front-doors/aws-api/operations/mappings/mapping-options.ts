import { invalidParameterValue } from '../../../../model/index.js';
import type { SourceKind } from './source-kind.js';

type Options = Readonly<Record<string, unknown>>;

const queues = ['sqs', 'sqs-fifo'] as const;
const brokers = ['kafka', 'self-managed-kafka'] as const;

/** Which kinds of source take an option; those that are not listed are every kind's (event sources contract §2.2). */
const takers: Readonly<Record<string, readonly SourceKind[]>> = {
  AmazonManagedKafkaEventSourceConfig: ['kafka'],
  BisectBatchOnFunctionError: ['stream', ...brokers],
  DocumentDBEventSourceConfig: ['documentdb'],
  FilterCriteria: [...queues, 'stream', ...brokers, 'mq'],
  FunctionResponseTypes: [...queues, 'stream', ...brokers],
  LoggingConfig: brokers,
  MaximumRecordAgeInSeconds: ['stream', ...brokers],
  MaximumRetryAttempts: ['stream', ...brokers],
  MetricsConfig: [...queues, 'stream', ...brokers],
  ParallelizationFactor: ['stream'],
  ProvisionedPollerConfig: [...queues, ...brokers],
  Queues: ['mq'],
  ScalingConfig: queues,
  SelfManagedKafkaEventSourceConfig: ['self-managed-kafka'],
  SourceAccessConfigurations: [...brokers, 'mq', 'documentdb'],
  StartingPosition: ['stream', ...brokers, 'documentdb'],
  StartingPositionTimestamp: ['stream', ...brokers, 'documentdb'],
  Topics: brokers,
  TumblingWindowInSeconds: ['stream'],
};

/** Options without which a source cannot be read. */
const needs: Readonly<Partial<Record<SourceKind, readonly string[]>>> = {
  kafka: ['Topics'],
  'self-managed-kafka': ['SourceAccessConfigurations', 'Topics'],
  mq: ['SourceAccessConfigurations', 'Queues'],
  documentdb: ['SourceAccessConfigurations', 'DocumentDBEventSourceConfig'],
};

/** Refuses options of other kinds of source; empty lists and configurations say nothing. */
export function refuseForeignOptions(input: Options, kind: SourceKind): void {
  for (const [option, kinds] of Object.entries(takers)) {
    const isGiven = input[option] !== undefined && !isEmpty(input[option]);
    if (isGiven && !kinds.includes(kind)) throw unsupportedOption(option);
  }
}

export function demandOptions(input: Options, kind: SourceKind): void {
  const missing = needs[kind]?.find((option) => input[option] === undefined);
  if (missing === undefined) return;
  const name = `${missing.charAt(0).toLowerCase()}${missing.slice(1)}`;
  throw invalidParameterValue(`Required '${name}' parameter is missing.`);
}

export function unsupportedOption(option: string): Error {
  return invalidParameterValue(`Unsupported ${option} parameter for given event source mapping type.`);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
