import { type Logger, messageOf } from '../../base/index.js';
import type { DebugSettings, FunctionVersion } from '../../model/index.js';
import type { Identity } from '../../identity/index.js';
import type { Settings } from '../../settings/index.js';
import type { Sandbox, SandboxRequest } from '../../worker/sandbox/index.js';
import type { SandboxHost } from '../../worker/sandbox-host/index.js';
import { DebugPorts } from './debug-ports.js';
import { HostChoice, type HostOffers, specOf } from './host-choice.js';
import { chooseImage } from './image-choice.js';
import type { Placement } from './placement.js';

export interface PlacementDependencies {
  readonly settings: Pick<Settings, 'sandboxHost' | 'docker' | 'awsEndpoint'>;
  readonly hosts: HostOffers;
  readonly identity: Pick<Identity, 'sandboxCredentials'>;
  readonly logger: Logger;
  /** Base URL of Hearth's AWS API as sandboxes of `host` reach it; undefined where no such listener runs. */
  readonly awsApiFor: (host: SandboxHost) => string | undefined;
  /** The same for what Hearth does not own; read only when `settings.awsEndpoint` is set. Default: `awsApiFor`, which passes it on. */
  readonly awsEndpointFor?: (host: SandboxHost) => string | undefined;
  /** What else functions on `host` find in their environment, unless they set it themselves. */
  readonly moreEnvironment?: (host: SandboxHost, version: FunctionVersion) => Promise<Readonly<Record<string, string>>>;
  /** Makes the sandbox, in state `starting`. */
  readonly startSandbox: (request: SandboxRequest) => Promise<Sandbox>;
}

/** Host, image, credentials and environment of every new sandbox. */
export function createPlacement(dependencies: PlacementDependencies): Placement {
  const { settings, hosts, identity, logger } = dependencies;
  const hostChoice = new HostChoice({ sandboxHost: settings.sandboxHost, hosts, logger });
  const debugPorts = new DebugPorts();

  return {
    async startSandbox(version, signal, initializationType = 'on-demand') {
      const image = chooseImage(version, settings.docker.imageOverrides);
      const [host, credentials] = await Promise.all([
        hostChoice.hostFor(version, image),
        identity.sandboxCredentials(version.arn.account),
      ]);
      signal.throwIfAborted();
      const turn = version.debug === undefined ? undefined : await debugPorts.take(version.debug.port, signal);
      try {
        // What sandboxes call may have another address by now.
        await host.route();
        const sandbox = await dependencies.startSandbox({
          function: version,
          host,
          image,
          initializationType,
          ...(credentials === undefined ? {} : { credentials }),
          defaultEnvironment: { ...defaultEnvironment(host), ...(await dependencies.moreEnvironment?.(host, version)) },
          signal,
        });
        turn?.lendTo(sandbox);
        if (version.debug !== undefined) tellWaiting(version, version.debug);
        return sandbox;
      } catch (error) {
        turn?.giveBack();
        hostChoice.forget(version);
        throw error;
      }
    },

    async makeReady(version, signal) {
      // Side by side: the first search for credentials loads much code.
      await Promise.all([bringNear(version, signal), identity.sandboxCredentials(version.arn.account)]);
    },

    hostOf: (version) => hostChoice.hostFor(version, chooseImage(version, settings.docker.imageOverrides)),

    async prepare(version, signal) {
      if (version.problem !== undefined) return;
      try {
        await bringNear(version, signal);
      } catch (error) {
        if (signal.aborted) return;
        logger.warn(`Function "${version.name}" cannot be prepared: ${messageOf(error)}`, {
          functionName: version.name,
        });
      }
    },
  };

  async function bringNear(version: FunctionVersion, signal: AbortSignal): Promise<void> {
    const image = chooseImage(version, settings.docker.imageOverrides);
    const host = await hostChoice.hostFor(version, image);
    try {
      const environment = { ...(await dependencies.moreEnvironment?.(host, version)), ...version.environment };
      await host.prepare({ ...specOf(version, image), environment }, signal);
    } catch (error) {
      hostChoice.forget(version);
      throw error;
    }
  }

  function tellWaiting(version: FunctionVersion, { port }: DebugSettings): void {
    logger.info(`Function "${version.name}" waits for a debugger on 127.0.0.1:${port}.`, {
      functionName: version.name,
    });
  }

  function defaultEnvironment(host: SandboxHost): Readonly<Record<string, string>> {
    const { awsApiFor, awsEndpointFor = awsApiFor } = dependencies;
    const lambda = awsApiFor(host);
    const everything = settings.awsEndpoint === undefined ? undefined : awsEndpointFor(host);
    return {
      ...(lambda === undefined
        ? {}
        : { AWS_ENDPOINT_URL_LAMBDA: lambda, AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: lambda }),
      ...(everything === undefined ? {} : { AWS_ENDPOINT_URL: everything }),
    };
  }
}
