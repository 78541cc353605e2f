import type { Bench } from '../frame/bench.js';
import { warm } from './warm.js';

/** All benches in the order in which they run. */
export const benches: readonly Bench[] = [warm];
