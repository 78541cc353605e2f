export { createIdentity, type IdentityNeeds } from './create-identity.js';
export type { Identity, IssuedCredentials } from './identity.js';
