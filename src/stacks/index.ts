export { findTemplate, type FoundTemplate } from './find-template.js';
export { readStack } from './lazy-read.js';
export type { ReadStackOptions } from './read-stack-options.js';
