import type http from 'node:http';
import path from 'node:path';
import {
  type Clock,
  DisposalStack,
  listenHttp,
  type ListeningServer,
  type Logger,
  systemClock,
} from '../base/index.js';
import type { HostOffer, HostOffers } from '../invoke-path/placement/index.js';
import type { Settings } from '../settings/index.js';
import {
  createDockerHost,
  createProcessHost,
  engineAnswers,
  type ImageProgress,
  type PreparedView,
  processHostNotice,
  type SandboxHost,
  type SandboxRoute,
} from '../worker/sandbox-host/index.js';
import { type CallbackDoor, CallbackDoors } from './callback-doors.js';
import { ReachableHost } from './reachable-host.js';
import { SandboxAddresses } from './sandbox-addresses.js';

export interface HostNeeds {
  readonly settings: Settings;
  readonly clock?: Clock;
  readonly logger: Logger;
  readonly onImageProgress?: (progress: ImageProgress) => void;
}

export interface OpenHosts extends AsyncDisposable {
  readonly offers: HostOffers;
  /** Base URL of the AWS API for sandboxes of a host, once that host has promised to run something. */
  readonly awsApiFor: (host: SandboxHost) => string | undefined;
  /** The door with TLS for sandboxes of a host, opened now if need be; undefined until that host has promised to run something. */
  readonly callbackDoorFor: (host: SandboxHost) => Promise<CallbackDoor | undefined>;
  /** What waits for coming starts, on any host. */
  prepared(): readonly PreparedView[];
  /** `begin` where that is the process host: it has another process load a runtime meanwhile. An engine takes from this one as long as it gains. */
  beginEarly(): void;
  /** Makes, ahead of need, the host that functions run on first of all. */
  begin(): void;
  /** Rejects with the `UserError` that says why there is no engine, when the settings insist on one. */
  required(): Promise<void>;
  /** The AWS API as sandboxes get it; to be given before any sandbox is started. */
  serveSandboxes(api: http.RequestListener): void;
  /** Removes every sandbox of every host at once. */
  removeAll(): Promise<void>;
}

/** Offers the hosts that the settings allow; each is made, and its door for sandboxes opened, when it is first needed. */
export function openHosts(needs: HostNeeds): OpenHosts {
  const { settings, clock = systemClock, logger } = needs;
  const stack = new DisposalStack(logger);
  let served: http.RequestListener | undefined;
  const sandboxApi: http.RequestListener = (request, response) => served?.(request, response);
  const doors = new Map<SandboxHost['kind'], string>();
  const opened = new Map<SandboxHost['kind'], ListeningServer>();
  stack.defer('the AWS API for sandboxes', async () => {
    await Promise.all([...opened.values()].map((door) => door[Symbol.asyncDispose]()));
  });
  const callbacks = stack.use('the doors with TLS for sandboxes', new CallbackDoors(settings.dataFolder, clock));
  const routes = new Map<SandboxHost['kind'], SandboxRoute>();
  const addresses = new SandboxAddresses();
  const follow = addresses.follow.bind(addresses);
  const listenerFor = ({ sandboxesHaveAddresses }: SandboxRoute): http.RequestListener =>
    sandboxesHaveAddresses ? addresses.only(sandboxApi) : sandboxApi;
  const openDoor = (kind: SandboxHost['kind']) => async (route: SandboxRoute) => {
    const door = await listenHttp(listenerFor(route), { host: route.bindAddress, port: 0 });
    await opened.get(kind)?.[Symbol.asyncDispose]();
    opened.set(kind, door);
    routes.set(kind, route);
    doors.set(kind, `http://${route.sandboxFacingHost}:${door.port}`);
    if (kind === 'process') logger.info(processHostNotice);
  };
  const docker = new ReachableHost({
    kind: 'docker',
    make: (stages) =>
      createDockerHost({
        ...stages,
        docker: settings.docker,
        prepared: {
          networkSlots: settings.networkSlots,
          gates: settings.gates,
          idleMs: settings.keepAliveMs,
          atOnce: settings.maxConcurrentStarts,
        },
        clock,
        logger,
        ...(needs.onImageProgress === undefined ? {} : { onImageProgress: needs.onImageProgress }),
      }),
    openDoor: openDoor('docker'),
    follow,
  });
  const child = new ReachableHost({
    kind: 'process',
    make: () =>
      createProcessHost({
        clock,
        logger,
        cacheFolder: path.join(settings.dataFolder, 'cache', 'process'),
        searchPath: settings.searchPath,
        // A waiting process costs ten times what a waiting container does.
        gates: {
          count: Math.ceil(settings.gates / 5),
          idleMs: settings.keepAliveMs,
          atOnce: settings.maxConcurrentStarts,
        },
      }),
    openDoor: openDoor('process'),
    follow,
  });
  stack.use('the Docker host', docker);
  stack.use('the process host', child);
  let stopped: Promise<void> | undefined;
  return {
    offers: { docker: offer(docker, settings), process: offer(child, settings) },
    awsApiFor: (host) => doors.get(host.kind),
    async callbackDoorFor({ kind }) {
      const route = routes.get(kind);
      return route && callbacks.at(kind, route, listenerFor(route));
    },
    prepared: () => [...docker.preparedParts(), ...child.preparedParts()],
    beginEarly() {
      if (settings.sandboxHost === 'process') child.begin();
    },
    begin() {
      (settings.sandboxHost === 'process' ? child : docker).begin();
    },
    async required() {
      if (settings.sandboxHost !== 'docker') return;
      const { network, environment } = settings.docker;
      // A network that somebody names may not be there.
      if (network !== undefined || !(await engineAnswers(environment))) await docker.found();
    },
    serveSandboxes(api) {
      served = api;
    },
    async removeAll() {
      await Promise.all([docker[Symbol.asyncDispose](), child[Symbol.asyncDispose]()]);
    },
    [Symbol.asyncDispose]: () => (stopped ??= stack[Symbol.asyncDispose]()),
  };
}

function offer(host: ReachableHost, { sandboxHost }: Settings): HostOffer {
  if (sandboxHost === 'auto' || sandboxHost === host.kind) return { host };
  return {
    unavailable: `--sandbox-host ${sandboxHost} excludes it`,
    remedy: `Pass --sandbox-host ${host.kind}, or auto`,
  };
}
