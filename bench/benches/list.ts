import type { Bench } from '../frame/bench.js';
import { burst } from './burst.js';
import { cold } from './cold.js';
import { doors } from './doors.js';
import { events } from './events.js';
import { memory } from './memory.js';
import { payload } from './payload.js';
import { processHost } from './process-host.js';
import { registry } from './registry.js';
import { routes } from './routes.js';
import { samLocal } from './sam-local.js';
import { throughput } from './throughput.js';
import { warm } from './warm.js';

/** All benches in the order in which they run. */
export const benches: readonly Bench[] = [
  warm,
  throughput,
  payload,
  cold,
  burst,
  memory,
  events,
  registry,
  doors,
  routes,
  processHost,
  samLocal,
];
