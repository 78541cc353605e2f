export { createEventQueue, type EventQueueDependencies } from './create-event-queue.js';
export type { EventQueue } from './event-queue.js';
