export { readStack, type ReadStackOptions } from './read-stack.js';
