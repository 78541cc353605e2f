export { createPlacement, type PlacementDependencies } from './create-placement.js';
export { FunctionCannotRun } from './function-cannot-run.js';
export type { HostOffer, HostOffers } from './host-choice.js';
export type { Placement } from './placement.js';
