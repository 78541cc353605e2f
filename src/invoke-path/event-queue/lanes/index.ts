export { FairLanes, type LaneEntry } from './fair-lanes.js';
