import type { Environment } from './read-environment.js';

/** The environment of this process, as it is now: the one place that reads it. */
export function processEnvironment(): Environment {
  return { ...process.env };
}
