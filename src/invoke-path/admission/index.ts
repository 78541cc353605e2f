export type { Admission } from './admission.js';
export { createAdmission } from './create-admission.js';
