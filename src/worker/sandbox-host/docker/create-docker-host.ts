import { homedir } from 'node:os';
import path from 'node:path';
import type { SandboxHost } from '../sandbox-host.js';
import { CodeDelivery } from './code/code-delivery.js';
import { CodeVolumes } from './code/code-volumes.js';
import { BridgeStart } from './containers/bridge-start.js';
import { DockerHost } from './docker-host.js';
import type { DockerHostOptions } from './docker-host-options.js';
import { discoverEngine } from './engine/discover-engine.js';
import { EngineEvents } from './engine/engine-events.js';
import { ImageStore } from './images/image-store.js';
import { RegistryLogins } from './images/registry-logins.js';
import { identifyOwner } from './owner/identify-owner.js';

/**
 * Finds the engine and readies a host on it. Rejects with a `UserError` when none answers. Disposing it removes every container
 * and volume that it made.
 */
export async function createDockerHost(options: DockerHostOptions): Promise<SandboxHost> {
  const { docker: choices, clock, logger } = options;
  const engine = await discoverEngine(choices.environment);
  const owner = await identifyOwner();
  const events = new EngineEvents(engine.docker, owner.id, clock, logger);
  await events.open();
  const dockerFolder =
    choices.environment['DOCKER_CONFIG'] ?? path.join(choices.environment['HOME'] ?? homedir(), '.docker');
  const images = new ImageStore(engine.docker, {
    skipPull: choices.skipPullImage,
    logins: new RegistryLogins(dockerFolder),
    onProgress: (progress) => options.onImageProgress?.(progress),
  });
  const volumes = new CodeVolumes(engine.docker, owner, logger);
  return new DockerHost({
    engine,
    images,
    code: new CodeDelivery(volumes, (folder) => folder),
    start: new BridgeStart(
      engine.docker,
      events,
      {
        owner,
        addHosts: choices.addHosts,
        dns: choices.dns,
        tmpQuota: false,
        ...(choices.network === undefined ? {} : { network: choices.network }),
      },
      clock,
    ),
    findRoute: () =>
      Promise.resolve({ bindAddress: '172.17.0.1', sandboxFacingHost: '172.17.0.1', sandboxesHaveAddresses: true }),
    async dispose() {
      await volumes[Symbol.asyncDispose]();
      await events[Symbol.asyncDispose]();
    },
  });
}
