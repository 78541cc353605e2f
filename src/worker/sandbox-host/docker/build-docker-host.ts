import { homedir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../../../base/index.js';
import type { SandboxHost, SandboxRoute } from '../sandbox-host.js';
import { BootstrapSight } from './code/bootstrap-sight.js';
import { CodeDelivery } from './code/code-delivery.js';
import { CodeVolumes } from './code/code-volumes.js';
import { BridgeStart } from './containers/bridge-start.js';
import type { ContainerSurroundings } from './containers/container-config.js';
import { DockerSandboxes } from './containers/docker-sandboxes.js';
import { KernelKills } from './containers/kernel-kills.js';
import { DockerHost } from './docker-host.js';
import type { DockerChoices, DockerHostOptions } from './docker-host-options.js';
import { isLocalEngine } from './engine/engine-endpoint.js';
import { EngineEvents } from './engine/engine-events.js';
import { ImageStore } from './images/image-store.js';
import { listProbeImages } from './images/probe-images.js';
import { RegistryLogins } from './images/registry-logins.js';
import { type OpenDocker, probeRoute } from './open-docker.js';
import { removeLeftovers } from './owner/remove-leftovers.js';
import { createPreparedStarts } from './prepared/create-prepared-starts.js';
import { Strays } from './owner/strays.js';
import { KeptRoute } from './route/kept-route.js';
import { engineSidePath, findOwnContainer } from './route/own-container.js';
import { findSandboxNetwork, type SandboxNetwork } from './route/sandbox-network.js';
import { findTmpEnforcement } from './tmp/tmp-enforcement.js';
import { TmpMode } from './tmp/tmp-mode.js';
import { TmpWatch } from './tmp/tmp-watch.js';

/** Readies a host on the engine, which works on `firstRoute` already. What a dead Hearth left is removed meanwhile. */
export async function buildDockerHost(
  open: OpenDocker,
  firstRoute: Promise<SandboxRoute>,
  options: DockerHostOptions,
): Promise<SandboxHost> {
  const { docker: choices, clock, logger } = options;
  const { engine, owner, network } = open;
  const leftovers = removeLeftovers(engine.docker, owner, isLocalEngine(engine.endpoint), logger);
  const events = new EngineEvents(engine.docker, owner.id, clock, logger);
  const [tmpEnforcement] = await Promise.all([findTmpEnforcement(engine, owner), events.open()]);
  const sight = new BootstrapSight(engine.facts);
  const volumes = new CodeVolumes(engine.docker, owner, sight, logger);
  const route = new KeptRoute({
    network,
    first: firstRoute,
    findNetwork: async () => {
      const found = await findNetworkAgain(open);
      prepared?.reconsider();
      return found;
    },
    probe: (current) =>
      probeRoute({ ...open, network: current }, choices, { clock, logger }, () => listProbeImages(engine.docker)),
    ...(open.ownContainer === undefined ? {} : { ownContainerId: open.ownContainer.id }),
    logger,
  });
  const surroundings = surroundingsOf(open, choices, tmpEnforcement === 'quota');
  const tmpWatch = new TmpWatch(clock, tmpEnforcement === 'watched');
  const tmpMode = new TmpMode(engine.docker, owner);
  const kernelKills = new KernelKills(clock);
  if (open.ownContainer !== undefined) kernelKills.countsContainers = true;
  const { unlimitedMemory } = surroundings;
  const sandboxes = new DockerSandboxes({ events, tmpWatch, kernelKills, unlimitedMemory, clock, logger });
  const common = { docker: engine.docker, sandboxes, init: open.init, surroundings, tmpMode };
  const bridge = new BridgeStart(common);
  const onRemovalFailed = (): void => {
    strays.sweepSoon();
  };
  const prepared =
    options.prepared === undefined
      ? undefined
      : createPreparedStarts({
          ...common,
          events,
          sight,
          bridge,
          choices: options.prepared,
          onRemovalFailed,
          clock,
          logger,
        });
  const strays = new Strays({
    docker: engine.docker,
    owner,
    settled: async () => {
      await Promise.all([host.settled(), prepared?.settled()]);
    },
    knowsContainer: (id) => host.knows(id) || (prepared?.knowsContainer(id) ?? false),
    knowsVolume: (name) => volumes.has(name) || (prepared?.knowsVolume(name) ?? false),
    clock,
    logger,
  });
  events.watchSurroundings((event) => {
    route.observe(event);
    volumes.observe(event);
    if (event.kind === 'gap') strays.sweepSoon();
  });
  const host = new DockerHost({
    engine,
    logger,
    images: new ImageStore(engine.docker, {
      skipPull: choices.skipPullImage,
      logins: new RegistryLogins(dockerFolder(choices)),
      onProgress: (progress) => options.onImageProgress?.(progress),
    }),
    ignoreArchitecture: choices.ignoreArchitecture ?? false,
    debugAddress: network.name === 'host' ? '127.0.0.1' : '0.0.0.0',
    code: new CodeDelivery(
      async (sources, imageId) => {
        const shelved = prepared?.shelvedCode;
        const isShelved = await shelved?.takes(sources, imageId, volumes.holds(sources));
        return shelved !== undefined && isShelved === true ? shelved : volumes;
      },
      sight,
      (folder) => livePath(open, folder),
    ),
    start: prepared?.start ?? bridge,
    route,
    onRemovalFailed,
    async dispose() {
      await leftovers;
      await volumes[Symbol.asyncDispose]();
      await prepared?.remove().catch((error: unknown) => {
        logger.debug(`The shelf could not be removed at once: ${messageOf(error)}`);
      });
      await strays[Symbol.asyncDispose]();
      await route.leave().catch((error: unknown) => {
        logger.warn(`The network of the sandboxes could not be left: ${messageOf(error)}`);
      });
      await events[Symbol.asyncDispose]();
    },
  });
  return host;
}

/** The network that was chosen at the start, as it is now; Hearth's own container may have been disconnected from it meanwhile. */
async function findNetworkAgain({ engine, ownContainer, network }: OpenDocker): Promise<SandboxNetwork> {
  const own = ownContainer === undefined ? undefined : await findOwnContainer(engine.docker);
  return findSandboxNetwork(engine.docker, network.name ?? 'bridge', own);
}

function surroundingsOf(
  { owner, network }: OpenDocker,
  choices: DockerChoices,
  tmpQuota: boolean,
): Omit<ContainerSurroundings, 'init'> {
  return {
    owner,
    addHosts: choices.addHosts,
    dns: choices.dns,
    unlimitedMemory: choices.unlimitedMemory ?? false,
    tmpQuota,
    ...(network.name === undefined ? {} : { network: network.name }),
  };
}

/** A bind mount needs the engine's own path; an engine elsewhere has none. */
function livePath({ engine, ownContainer }: OpenDocker, folder: string): string | undefined {
  if (ownContainer !== undefined) return engineSidePath(ownContainer, folder);
  return isLocalEngine(engine.endpoint) ? folder : undefined;
}

function dockerFolder({ environment }: DockerChoices): string {
  return environment['DOCKER_CONFIG'] ?? path.join(environment['HOME'] ?? homedir(), '.docker');
}
