import { invalidParameterValue } from '../../../../model/index.js';
import type { CreateMappingInput, MappingInput } from './mapping-input.js';
import type { SourceKind } from './source-kind.js';

/** What a kind of source demands of a new mapping (event sources contract §2.2). */
export function checkNewMapping(input: CreateMappingInput, kind: SourceKind): void {
  const { StartingPosition: position, EventSourceArn: arn = '' } = input;
  if (kind === 'stream') {
    if (position === undefined) {
      throw invalidParameterValue(
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      );
    }
    if (position === 'AT_TIMESTAMP' && arn.split(':')[2] === 'dynamodb') {
      throw invalidParameterValue(`Unsupported starting position for arn type: ${arn}`);
    }
  }
  if (isQueue(kind) && position !== undefined) throw unsupported('StartingPosition');
  if (kind === 'self-managed-kafka' && input.SourceAccessConfigurations === undefined) {
    throw invalidParameterValue("Required 'sourceAccessConfigurations' parameter is missing.");
  }
}

/** What a kind of source allows, with the settings as they would be. */
export function checkMappingSettings(
  input: MappingInput,
  merged: Readonly<Record<string, unknown>>,
  kind: SourceKind,
): void {
  const takesDestination = kind === 'stream' || kind === 'kafka' || kind === 'self-managed-kafka';
  const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
  if (OnSuccess?.Destination !== undefined || (OnFailure?.Destination !== undefined && !takesDestination)) {
    throw unsupported('DestinationConfig');
  }
  for (const option of isQueue(kind) ? streamOnly : []) if (input[option] !== undefined) throw unsupported(option);
  if (!isQueue(kind) && input.ScalingConfig !== undefined) throw unsupported('ScalingConfig');
  const window = Number(merged['MaximumBatchingWindowInSeconds'] ?? 0);
  if (kind === 'sqs-fifo' && window > 0) {
    throw invalidParameterValue('Batching window is not supported for FIFO queues');
  }
  if (isQueue(kind) && Number(merged['BatchSize']) > 10 && window === 0) {
    throw invalidParameterValue(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  for (const { Pattern } of input.FilterCriteria?.Filters ?? []) checkPattern(Pattern ?? '');
}

const streamOnly = [
  'ParallelizationFactor',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'TumblingWindowInSeconds',
] as const;

function isQueue(kind: SourceKind): boolean {
  return kind === 'sqs' || kind === 'sqs-fifo';
}

function unsupported(option: string): Error {
  return invalidParameterValue(`Unsupported ${option} parameter for given event source mapping type.`);
}

/** A JSON object whose leaves are lists that are not empty. */
function checkPattern(text: string): void {
  const pattern = parse(text);
  if (!isPattern(pattern)) throw invalidParameterValue('Invalid filter pattern definition.');
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((member) => (Array.isArray(member) ? member.length > 0 : isPattern(member)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
