import { type Clock, type Logger, messageOf } from '../../../base/index.js';
import type { Architecture } from '../../../model/index.js';
import type { DockerChoices } from './docker-host-options.js';
import { HASH_LABEL } from './image-builder/image-labels.js';
import { type OpenDocker, openDocker, probeRoute } from './open-docker.js';
import type { FoundRoute } from './route/found-route.js';
import { describeTmpEnforcement, findTmpEnforcement } from './tmp/tmp-enforcement.js';

/** The engine and all that matters about it for running sandboxes, as plain data; for `hearth doctor`. */
export interface DockerEngineReport {
  readonly version: string;
  readonly apiVersion: string;
  /** `Docker Engine - Community`, `Podman Engine`; empty when the engine names none. */
  readonly product: string;
  readonly operatingSystem: string;
  readonly architecture: Architecture | 'other';
  readonly emulatesOthers: 'yes' | 'no' | 'unknown';
  readonly rootless: boolean;
  readonly cgroupVersion: '1' | '2';
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly address: string;
  /** Who named the address: `DOCKER_HOST`, `context "colima"`, `usual socket of Docker`. */
  readonly foundBy: string;
  /** Places that were looked at before, and why each was passed over. */
  readonly passedOver: readonly string[];
  /** True when this process runs in a container of the engine. */
  readonly hearthRunsInContainer: boolean;
  /** Network of the sandboxes; `bridge` is the engine's default. */
  readonly network: string;
  readonly route: RouteReport;
  /** How `/tmp` is held to a function's ephemeral storage, in words. */
  readonly tmpEnforcement: string;
  /** Local images of Lambda's names, with what each is for. */
  readonly images: readonly { readonly reference: string; readonly builtByHearth: boolean; readonly bytes: number }[];
}

export type RouteReport =
  | {
      readonly works: true;
      /** Where Hearth listens, what sandboxes call, and what that address is. */
      readonly bindAddress: string;
      readonly sandboxFacingHost: string;
      readonly label: string;
      /** False when no local image was there to try it with. */
      readonly proven: boolean;
      /** Whether a sandbox's Runtime API can refuse everybody but that sandbox. */
      readonly refusesOtherPeers: boolean;
      readonly notes: readonly string[];
    }
  | { readonly works: false; readonly reason: string };

/**
 * Looks at the engine that a Docker host would use, and tries the way back from a container. Rejects with the same `UserError`
 * as `createDockerHost` when there is none. Leaves nothing behind.
 */
export async function describeDockerEngine(
  choices: DockerChoices,
  clock: Clock,
  logger: Logger,
): Promise<DockerEngineReport> {
  const open = await openDocker(choices);
  try {
    const [route, tmpEnforcement, images] = await Promise.all([
      probeRoute(open, choices, { clock, logger }).then(routeReport, routeFailure),
      findTmpEnforcement(open.engine, open.owner),
      lambdaImages(open),
    ]);
    const { facts } = open.engine;
    return {
      version: facts.version,
      apiVersion: facts.apiVersion,
      product: facts.product,
      operatingSystem: facts.operatingSystem,
      architecture: facts.architecture,
      emulatesOthers: facts.emulates,
      rootless: facts.rootless,
      cgroupVersion: facts.cgroupVersion,
      cpus: facts.cpus,
      memoryBytes: facts.memoryBytes,
      address: open.engine.endpoint.spelled,
      foundBy: open.engine.endpoint.source,
      passedOver: open.engine.passedOver,
      hearthRunsInContainer: open.ownContainer !== undefined,
      network: open.network.name ?? 'bridge',
      route,
      tmpEnforcement: describeTmpEnforcement(tmpEnforcement),
      images,
    };
  } finally {
    await open.network.leave();
  }
}

function routeReport(route: FoundRoute): RouteReport {
  const { bindAddress, sandboxFacingHost, label, proven, notes } = route;
  return {
    works: true,
    bindAddress,
    sandboxFacingHost,
    label,
    proven,
    refusesOtherPeers: route.sandboxesHaveAddresses,
    notes,
  };
}

function routeFailure(error: unknown): RouteReport {
  return { works: false, reason: messageOf(error) };
}

async function lambdaImages({ engine }: OpenDocker): Promise<DockerEngineReport['images']> {
  const images = await engine.docker.listImages();
  return images
    .flatMap(({ RepoTags, Labels, Size }) =>
      ((RepoTags as string[] | null) ?? []).map((reference) => ({
        reference,
        builtByHearth: HASH_LABEL in ((Labels as Record<string, string> | null) ?? {}),
        bytes: Size,
      })),
    )
    .filter(({ reference }) => /\/lambda\/|\/aws-lambda-/.test(reference))
    .sort((left, right) => left.reference.localeCompare(right.reference));
}
