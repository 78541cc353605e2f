export type { Admission } from './admission.js';
export { createAdmission } from './create-admission.js';
export { ProvisionedLimits, type ProvisionedShare, provisionedShares, sharesOf } from './provisioned-shares.js';
