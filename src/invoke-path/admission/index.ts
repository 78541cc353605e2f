export type { Admission } from './admission.js';
