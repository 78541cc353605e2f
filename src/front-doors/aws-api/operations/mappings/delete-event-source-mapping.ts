import { operation } from '../operation.js';
import { existingMapping, type MappingUuidInput, refuseInTransition } from './existing-mapping.js';
import { showMapping } from './show-mapping.js';

/** Event sources contract §2.1: 202 with the whole mapping, which is gone then. */
export const deleteEventSourceMapping = operation<MappingUuidInput>(async (input, context) => {
  const mapping = existingMapping(input, context);
  refuseInTransition(mapping, 'delete');
  await context.registry.mappings.delete(mapping, mapping.uuid);
  return { status: 202, body: showMapping(mapping, 'Deleting') };
});
