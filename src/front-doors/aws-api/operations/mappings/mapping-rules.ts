import { invalidParameterValue } from '../../../../model/index.js';
import { invalidDestinations } from '../event-invoke/destination-rules.js';
import { isFifo } from '../rules/dead-letter-rules.js';
import { checkFilters } from './filter-rules.js';
import type { CreateMappingInput, MappingInput } from './mapping-input.js';
import { demandOptions, refuseForeignOptions, unsupportedOption } from './mapping-options.js';
import type { SourceKind } from './source-kind.js';

type Settings = Readonly<Record<string, unknown>>;

/** What a kind of source demands of a new mapping (event sources contract §2.2). */
export function checkNewMapping(input: CreateMappingInput, kind: SourceKind): void {
  const { StartingPosition: position, StartingPositionTimestamp: timestamp, EventSourceArn: arn = '' } = input;
  if (kind === 'stream' && position === undefined) {
    throw invalidParameterValue(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (position === 'AT_TIMESTAMP' && arn.split(':')[2] === 'dynamodb') {
    throw invalidParameterValue(`Unsupported starting position for arn type: ${arn}`);
  }
  demandOptions({ ...input }, kind);
  if (position === 'AT_TIMESTAMP' && timestamp === undefined) {
    throw invalidParameterValue("Required 'startingPositionTimestamp' parameter is missing.");
  }
}

/** What a kind of source allows, with the settings as they would be. */
export function checkMappingSettings(input: MappingInput, merged: Settings, kind: SourceKind): void {
  checkDestinations(input.DestinationConfig, kind);
  refuseForeignOptions({ ...input }, kind);
  refuseWhatIsNotReadHere(input);
  checkWindow(merged, kind);
  checkRecordAge(input.MaximumRecordAgeInSeconds);
  checkPollers(input.ProvisionedPollerConfig, kind);
  refuseTwoWaysToScale(merged);
  checkFilters(input.FilterCriteria?.Filters ?? []);
}

/** Failures alone go on, to standard queues, standard topics and buckets, and from Kafka to a topic of the same cluster. */
function checkDestinations(destinations: MappingInput['DestinationConfig'], kind: SourceKind): void {
  const { OnSuccess, OnFailure } = destinations ?? {};
  const takesFailures = kind === 'stream' || kind === 'kafka' || kind === 'self-managed-kafka';
  if (OnSuccess?.Destination !== undefined || (OnFailure?.Destination !== undefined && !takesFailures)) {
    throw unsupportedOption('DestinationConfig');
  }
  const arn = OnFailure?.Destination ?? '';
  const isKafkaTopic = arn.startsWith('kafka://') && kind !== 'stream';
  if (arn === '' || isKafkaTopic) return;
  const services: readonly string[] = ['sqs', 'sns', 's3'];
  if (isFifo(arn) || !services.includes(arn.split(':')[2] ?? '')) throw invalidDestinations(destinations ?? {});
}

function refuseWhatIsNotReadHere(input: MappingInput): void {
  for (const name of ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'] as const) {
    if (input[name]?.ConsumptionMode !== undefined) {
      throw invalidParameterValue("Unsupported 'ConsumptionMode' parameter for given event source mapping type.");
    }
    if (input[name]?.SchemaRegistryConfig !== undefined) {
      throw invalidParameterValue(`Hearth: ${name}.SchemaRegistryConfig is not supported. Leave it out.`);
    }
  }
}

function checkWindow(merged: Settings, kind: SourceKind): void {
  const window = Number(merged['MaximumBatchingWindowInSeconds'] ?? 0);
  if (kind === 'sqs-fifo' && window > 0) {
    throw invalidParameterValue('Batching window is not supported for FIFO queues');
  }
  if (isQueue(kind) && Number(merged['BatchSize']) > 10 && window === 0) {
    throw invalidParameterValue(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
}

/** The model's range begins at -1, which is no limit; AWS takes nothing between that and a minute (API_CreateEventSourceMapping). */
function checkRecordAge(seconds: number | undefined): void {
  if (seconds === undefined || seconds === -1 || seconds >= 60) return;
  throw invalidParameterValue(
    `Invalid MaximumRecordAgeInSeconds: ${seconds}. It must be -1, or between 60 and 604800.`,
  );
}

/** Of queues there are at least two pollers (CloudFormation reference, "ProvisionedPollerConfig"). */
function checkPollers(pollers: MappingInput['ProvisionedPollerConfig'], kind: SourceKind): void {
  const { MinimumPollers: least, MaximumPollers: most } = pollers ?? {};
  for (const [name, count] of Object.entries({ MinimumPollers: least, MaximumPollers: most })) {
    if (isQueue(kind) && count !== undefined && count < 2) {
      throw invalidParameterValue(`Invalid ProvisionedPollerConfig: ${name} ${count} is less than 2.`);
    }
  }
  if (least === undefined || most === undefined || least <= most) return;
  throw invalidParameterValue(
    `Invalid ProvisionedPollerConfig: MinimumPollers ${least} is greater than MaximumPollers ${most}.`,
  );
}

/** Developer guide, "Configuring scaling behavior for SQS event source mappings". */
function refuseTwoWaysToScale({ ScalingConfig, ProvisionedPollerConfig }: Settings): void {
  if (ScalingConfig === undefined || ProvisionedPollerConfig === undefined) return;
  throw invalidParameterValue(
    'ScalingConfig and ProvisionedPollerConfig are mutually exclusive. Leave one of them out.',
  );
}

function isQueue(kind: SourceKind): boolean {
  return kind === 'sqs' || kind === 'sqs-fifo';
}
