export { createIdentity, type IdentityNeeds } from './create-identity.js';
export type { Identity, IssuedCredentials } from './identity.js';
export { awsManagedPolicies, awsManagedPolicy, isAwsPolicyArn } from './iam/aws-managed-policies.js';
export { policiesOfSession, policyDocumentOf } from './iam/caller-policies.js';
export { type AccountTable, createIam, type Iam } from './iam/iam.js';
export type { ManagedPolicy, PolicyVersion, Role, RoleSession } from './iam/iam-records.js';
export { type AccessQuestion, type CallerPolicies, refusalOfAccess } from './policies/authorize.js';
export { unmetKeys } from './policies/conditions.js';
export type { ContextValues } from './policies/context-values.js';
export {
  evaluateStatements,
  isAbout,
  type PolicyQuestion,
  type PolicyVerdict,
  type Statement,
} from './policies/evaluate-statements.js';
export { statementsIn, statementsOf } from './policies/policy-document.js';
export { namedAs, type Principal } from './policies/principals.js';
