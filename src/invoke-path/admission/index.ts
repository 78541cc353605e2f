export type { Admission } from './admission.js';
export { type AdmissionDependencies, createAdmission } from './create-admission.js';
