export { createEventQueue, type EventQueueDependencies } from './create-event-queue.js';
export type { EventQueue, QueuedEventView } from './event-queue.js';
