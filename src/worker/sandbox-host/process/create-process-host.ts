import os from 'node:os';
import path from 'node:path';
import { PlatformError } from '../../../base/index.js';
import type { SandboxHost } from '../sandbox-host.js';
import { clientsFolder } from './client-files.js';
import { CodeCache } from './code/code-cache.js';
import { ReturningCode } from './code/returning-code.js';
import { ProcessGates } from './gates/process-gates.js';
import { Refilling } from '../stock/refilling.js';
import { launchersFor } from './launch/launchers.js';
import { removeLeftovers } from './leftovers.js';
import { identityOf } from './process/process-identity.js';
import { OrphanGuard } from './process/orphan-guard.js';
import { ProcessHost } from './process-host.js';
import type { ProcessHostOptions } from './process-host-options.js';
import { defaultSandboxesFolder } from './sandbox-folder.js';

/** A host that runs sandboxes as child processes; first removes what a dead Hearth left behind. */
export async function createProcessHost(options: ProcessHostOptions): Promise<SandboxHost> {
  const sandboxesFolder = options.sandboxesFolder ?? defaultSandboxesFolder();
  await removeLeftovers(sandboxesFolder, options.clock, options.logger);
  const owner = await identityOf(process.pid);
  if (owner === undefined) throw new PlatformError('The system does not tell when this process was started.');
  const { clock, logger } = options;
  const { idleMs, atOnce } = options.gates;
  const gates = new ProcessGates({ ...options.gates, clock, logger });
  return new ProcessHost({
    clock,
    logger,
    gates,
    refilling: new Refilling({ stocks: [gates], idleMs, atOnce, clock, logger }),
    searchPath: options.searchPath,
    sandboxesFolder,
    owner,
    code: new CodeCache(options.cacheFolder),
    returningCode: new ReturningCode(clock, logger),
    guard: new OrphanGuard(),
    launchers: launchersFor({
      clients: clientsFolder(),
      searchPath: options.searchPath,
      byteCodeFolder: path.join(options.cacheFolder, 'pycache'),
      mavenRepository: options.mavenRepository ?? path.join(os.homedir(), '.m2/repository'),
    }),
  });
}
