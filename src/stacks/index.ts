export { findTemplate, type FoundTemplate } from './find-template.js';
export { lintStack, readStack } from './lazy-read.js';
export type { LintedStack } from './lint/lint-stack.js';
export type { LintFinding } from './lint/lint-finding.js';
export type { ReadStackOptions } from './read-stack-options.js';
