import { createEventSourceMapping } from './create-event-source-mapping.js';
import { deleteEventSourceMapping } from './delete-event-source-mapping.js';
import { getEventSourceMapping } from './get-event-source-mapping.js';
import { listEventSourceMappings } from './list-event-source-mappings.js';
import { updateEventSourceMapping } from './update-event-source-mapping.js';

/** By the names of the service model. */
export const mappingOperations = {
  CreateEventSourceMapping: createEventSourceMapping,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  GetEventSourceMapping: getEventSourceMapping,
  ListEventSourceMappings: listEventSourceMappings,
  UpdateEventSourceMapping: updateEventSourceMapping,
};
