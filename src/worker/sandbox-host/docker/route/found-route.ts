import type { SandboxRoute } from '../../sandbox-host.js';

/** A route with its history, for `doctor`. */
export interface FoundRoute extends SandboxRoute {
  /** What the address is: `the network's gateway`, `host.docker.internal` … */
  readonly label: string;
  /** True when a container has called this process that way; false when no image was there to try it with. */
  readonly proven: boolean;
  /** Ways that were tried or left out, and what came of it. */
  readonly notes: readonly string[];
}
