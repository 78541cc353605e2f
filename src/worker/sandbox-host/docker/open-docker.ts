import { networkInterfaces } from 'node:os';
import type { Clock, Logger } from '../../../base/index.js';
import { InitProcess } from './containers/init-process.js';
import type { DockerChoices } from './docker-host-options.js';
import { discoverAndAsk } from './engine/discover-engine.js';
import type { Engine } from './engine/engine.js';
import { listProbeImages } from './images/probe-images.js';
import { identifyOwner } from './owner/identify-owner.js';
import type { OwnerIdentity } from './owner/owner-identity.js';
import type { FoundRoute } from './route/found-route.js';
import { findOwnContainer, type OwnContainer } from './route/own-container.js';
import { routeCandidates } from './route/route-candidates.js';
import { findRoute, type RouteFinderOptions } from './route/route-finder.js';
import { findSandboxNetwork, type SandboxNetwork } from './route/sandbox-network.js';

/** An engine, and where this process stands to it. */
export interface OpenDocker {
  readonly engine: Engine;
  readonly owner: OwnerIdentity;
  /** Set when this process runs in a container of the engine. */
  readonly ownContainer: OwnContainer | undefined;
  readonly network: SandboxNetwork;
  readonly init: InitProcess;
  /** References of its images to try the route with, as they were at first. */
  readonly probeImages: Promise<readonly string[]>;
}

/** Finds the engine, this process's own container on it and the sandboxes' network; rejects with a `UserError` that says what is wrong. */
export async function openDocker(choices: DockerChoices): Promise<OpenDocker> {
  const { engine, answers } = await discoverAndAsk(choices.environment, async (docker) => {
    const probeImages = listProbeImages(docker);
    probeImages.catch(() => undefined);
    const ownContainer = await findOwnContainer(docker);
    const [owner, network] = await Promise.all([
      identifyOwner(ownContainer?.id),
      findSandboxNetwork(docker, choices.network, ownContainer),
    ]);
    return { owner, ownContainer, network, probeImages };
  });
  return { engine, init: new InitProcess(engine.facts.hasInit), ...(await answers) };
}

/** Tries how sandboxes on this engine reach this process, with the images that it had at first unless others are given. */
export function probeRoute(
  open: OpenDocker,
  choices: DockerChoices,
  { clock, logger }: { clock: Clock; logger: Logger },
  images: RouteFinderOptions['images'] = () => open.probeImages,
): Promise<FoundRoute> {
  const { engine, owner, network, init } = open;
  return findRoute({
    container: {
      docker: engine.docker,
      owner,
      init,
      addHosts: choices.addHosts,
      ...(network.name === undefined ? {} : { network: network.name }),
    },
    candidates: routeCandidates({
      networkIsHost: network.isHost,
      gateways: network.gateways,
      machineAddresses: machineAddresses(),
      ...(network.ownAddress === undefined ? {} : { ownAddress: network.ownAddress }),
      ...(choices.containerHost === undefined ? {} : { containerHost: choices.containerHost }),
      ...(choices.containerHostInterface === undefined
        ? {}
        : { containerHostInterface: choices.containerHostInterface }),
    }),
    images,
    addressesLikely: !network.isHost && !engine.facts.rootless,
    clock,
    logger,
  });
}

function machineAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
