export type { Identity, IssuedCredentials } from './identity.js';
