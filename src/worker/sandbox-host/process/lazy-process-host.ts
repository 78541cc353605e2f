import type { SandboxHost } from '../sandbox-host.js';
import type { ProcessHostOptions } from './process-host-options.js';

/** `createProcessHost`, loaded only now: most machines run everything in containers. */
export async function createProcessHost(options: ProcessHostOptions): Promise<SandboxHost> {
  const host = await import('./create-process-host.js');
  return host.createProcessHost(options);
}
