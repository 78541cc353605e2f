export type { Deployment } from './deployment.js';
