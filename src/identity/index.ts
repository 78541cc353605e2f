export { createIdentity, type IdentityNeeds } from './create-identity.js';
export type { Identity, IssuedCredentials } from './identity.js';
export { type AccountTable, createIam, type Iam } from './iam/iam.js';
export type { ManagedPolicy, PolicyVersion, Role, RoleSession } from './iam/iam-records.js';
