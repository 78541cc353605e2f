export { findTemplate, type FoundTemplate } from './find-template.js';
export { readStack, type ReadStackOptions } from './read-stack.js';
