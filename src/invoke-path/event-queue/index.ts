export type { EventQueue } from './event-queue.js';
