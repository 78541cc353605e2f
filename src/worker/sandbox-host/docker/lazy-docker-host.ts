import type { SandboxHost } from '../sandbox-host.js';
import type { DockerHostOptions } from './docker-host-options.js';

/** As `createDockerHost`, whose code is loaded only when a host is made. */
export async function createDockerHost(options: DockerHostOptions): Promise<SandboxHost> {
  return (await import('./create-docker-host.js')).createDockerHost(options);
}
