export { loadVelocity, type Velocity } from './load-velocity.js';
