import type { Assignment } from '../invoke-path/assignment/index.js';
import type { ProvisionedSandboxes } from '../invoke-path/invoke-frontend/index.js';
import type { Placement } from '../invoke-path/placement/index.js';
import type { FunctionVersion } from '../model/index.js';
import type { Settings } from '../settings/index.js';

export interface MakeReadyNeeds {
  readonly settings: Pick<Settings, 'warmContainers'>;
  readonly assignment: Pick<Assignment, 'warmUp'>;
  readonly provisionedSandboxes: Pick<ProvisionedSandboxes, 'start'>;
}

/**
 * `EAGER`: boots one sandbox per function and waits for all but those that wait for a debugger, which would keep the doors from being
 * told. Provisioned concurrency boots from here on, waited for by nobody.
 */
export async function makeReady(functions: readonly FunctionVersion[], needs: MakeReadyNeeds): Promise<void> {
  needs.provisionedSandboxes.start();
  if (needs.settings.warmContainers !== 'EAGER') return;
  for (const version of functions) if (version.debug !== undefined) void needs.assignment.warmUp(version);
  const others = functions.filter(({ debug }) => debug === undefined);
  await Promise.all(others.map((version) => needs.assignment.warmUp(version)));
}

/** Says where each function runs and brings its image and code near, one after the other. Never rejects: `prepare` tells its failures. */
export async function prepareInTurn(
  functions: readonly FunctionVersion[],
  placement: Pick<Placement, 'prepare'>,
  signal: AbortSignal,
): Promise<void> {
  for (const version of functions) {
    if (signal.aborted) return;
    await placement.prepare(version, signal);
  }
}
