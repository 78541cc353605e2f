import { conversationEvents } from './conversation-events.js';
import { edgeEvents } from './edge-events.js';
import type { EventTemplate } from './event-template.js';
import { httpEvents } from './http-events.js';
import { operationsEvents } from './operations-events.js';
import { recordEvents } from './record-events.js';
import { serviceEvents } from './service-events.js';
import { streamEvents } from './stream-events.js';

/** Every event that `hearth generate-event` makes, the doors' and sources' first; all that AWS SAM has are among them. */
export const allEvents: readonly EventTemplate[] = [
  ...httpEvents,
  ...recordEvents,
  ...serviceEvents,
  ...streamEvents,
  ...operationsEvents,
  ...edgeEvents,
  ...conversationEvents,
];
