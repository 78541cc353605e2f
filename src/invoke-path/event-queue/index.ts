export { createEventQueue, type EventQueueDependencies } from './create-event-queue.js';
export {
  type EventDetails,
  type EventFilter,
  type EventQueue,
  type EventState,
  eventStates,
  type EventView,
} from './event-queue.js';
