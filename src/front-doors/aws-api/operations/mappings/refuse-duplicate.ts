import { formatFunctionArn, resourceConflict } from '../../../../model/index.js';
import type { EventSourceMapping, QualifiedKey } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';
import type { CreateMappingInput } from './mapping-input.js';
import type { SourceKind } from './source-kind.js';

/** One source feeds one function by one mapping; of brokers of one's own, one in common is enough (event sources contract §2.2). */
export function refuseDuplicate(
  input: CreateMappingInput,
  target: QualifiedKey,
  kind: SourceKind,
  { registry }: OperationContext,
): void {
  const arn = formatFunctionArn(target);
  const twin = registry.mappings
    .list(target)
    .find((other) => formatFunctionArn(other.target) === arn && hasSameSource(other, input));
  if (twin === undefined) return;
  const remedy = `Please update or delete the existing mapping with UUID ${twin.uuid}`;
  const source = input.EventSourceArn ?? '';
  if (kind === 'self-managed-kafka') {
    throw resourceConflict(
      `An event source mapping with event source ("${brokersOf(input).join(',')}"), function ("${arn}"), topics ("${(input.Topics ?? []).join(',')}") already exists. ${remedy}`,
    );
  }
  if (kind === 'sqs' || kind === 'sqs-fifo') {
    throw resourceConflict(
      `An event source mapping with SQS arn (" ${source} ") and function (" ${target.name} ") already exists. ${remedy}`,
    );
  }
  throw resourceConflict(
    `The event source arn (" ${source} ") and function (" ${target.name} ") provided mapping already exists. ${remedy}`,
  );
}

function hasSameSource({ settings }: EventSourceMapping, input: CreateMappingInput): boolean {
  if (input.EventSourceArn !== undefined) {
    return settings['EventSourceArn'] === input.EventSourceArn && sameTopics(settings['Topics'], input.Topics);
  }
  const theirs = brokersOf(settings);
  return brokersOf(input).some((broker) => theirs.includes(broker)) && sameTopics(settings['Topics'], input.Topics);
}

function sameTopics(theirs: unknown, ours: unknown): boolean {
  return JSON.stringify(theirs ?? []) === JSON.stringify(ours ?? []);
}

function brokersOf(settings: { readonly SelfManagedEventSource?: unknown }): readonly string[] {
  const source = settings.SelfManagedEventSource as CreateMappingInput['SelfManagedEventSource'];
  return Object.values(source?.Endpoints ?? {}).flat();
}
