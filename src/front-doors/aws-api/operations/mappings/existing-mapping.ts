import { resourceInUse, resourceNotFound } from '../../../../model/index.js';
import type { EventSourceMapping } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

export interface MappingUuidInput {
  readonly UUID: string;
}

export function existingMapping(
  { UUID }: MappingUuidInput,
  { registry, caller }: OperationContext,
): EventSourceMapping {
  const mapping = registry.mappings.get(caller, UUID);
  if (mapping === undefined) throw resourceNotFound('The resource you requested does not exist.');
  return mapping;
}

/** Nothing is changed while a change is under way. */
export function refuseInTransition({ state }: EventSourceMapping, verb: 'update' | 'delete'): void {
  if (state === 'Enabled' || state === 'Disabled') return;
  throw resourceInUse(`Cannot ${verb} the event source mapping because it is in use.`);
}
