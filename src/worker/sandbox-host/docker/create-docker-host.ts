import type { SandboxHost } from '../sandbox-host.js';
import type { DockerHostOptions } from './docker-host-options.js';
import { openDocker, probeRoute } from './open-docker.js';

/**
 * Finds the engine and readies a host on it; what that needs is loaded while the engine works on the route, and once the host is `needed`.
 * Rejects with a `UserError` when no engine answers or the network does not exist. Disposing the host removes every container and volume that it made.
 */
export async function createDockerHost(options: DockerHostOptions): Promise<SandboxHost> {
  const { docker: choices, clock, logger } = options;
  const open = await openDocker(choices);
  options.onFound?.();
  const route = probeRoute(open, choices, { clock, logger });
  // Whoever needs the route is told what is wrong with it.
  route.catch(() => undefined);
  try {
    await options.needed;
    const { buildDockerHost } = await import('./build-docker-host.js');
    return await buildDockerHost(open, route, options);
  } catch (error) {
    // It removes what it made.
    await route.catch(() => undefined);
    throw error;
  }
}
