export type { Placement } from './placement.js';
