import { operation } from '../operation.js';
import { existingMapping, type MappingUuidInput } from './existing-mapping.js';
import { showMapping } from './show-mapping.js';

/** Event sources contract §2.1. */
export const getEventSourceMapping = operation<MappingUuidInput>((input, context) => {
  return { status: 200, body: showMapping(existingMapping(input, context)) };
});
