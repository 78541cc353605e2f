export { entriesOf } from './java-values.js';
export { loadVelocity, type Velocity } from './load-velocity.js';
