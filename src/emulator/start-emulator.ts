import { createAdminHandler, type DoorRow, RecentLogs } from '../admin/index.js';
import { DisposalStack, type ListeningServer, packageVersion, systemClock } from '../base/index.js';
import { createBuilds, createDeployment, watchLiveFolders } from '../deployment/index.js';
import {
  createHttpApiHandler,
  createStaticFiles,
  createTestInvokeHandler,
  HealthChecks,
  toFunctionUrl,
} from '../front-doors/api-gateway/index.js';
import { createAwsApiHandler, createFunctionPermissions } from '../front-doors/index.js';
import { createRegistry } from '../registry/index.js';
import { createFunctionLogs } from '../worker/logs/index.js';
import type { FunctionUrl } from '../model/index.js';
import { createIam } from '../identity/index.js';
import type { Emulator } from './emulator.js';
import type { Project, ReadOptions } from './emulator-options.js';
import { authorizationNeeds } from './authorization-needs.js';
import { checkDebugPorts } from './check-debug-ports.js';
import { makeReady, prepareInTurn } from './make-ready.js';
import type { OpenHosts } from './open-hosts.js';
import { removeUnusedCode } from './remove-unused-code.js';
import { balancerRows } from './balancer-rows.js';
import { doorRows } from './door-rows.js';
import { OwnPorts } from './own-ports/own-ports.js';
import { routeRowOf, routeRows, urlOfApi } from './route-rows.js';
import { type OpenDoors, startDoors } from './start-doors.js';
import { startInvokePath } from './start-invoke-path.js';
import { startNeighbours } from './start-neighbours.js';
import { startStorage } from './start-storage.js';
import { tlsFiles } from './tls-files.js';
import { withNamedDoors } from './with-named-doors.js';

/** Builds the rooms bottom-up and opens the doors; what was built is taken down again when a step fails, the hosts by their owner. */
export async function startEmulator(options: ReadOptions, hosts: OpenHosts): Promise<Emulator> {
  const stack = new DisposalStack(options.logger);
  try {
    return await build(options, hosts, stack);
  } catch (error) {
    await stack[Symbol.asyncDispose]();
    throw error;
  }
}

async function build(options: ReadOptions, hosts: OpenHosts, stack: DisposalStack): Promise<Emulator> {
  const { settings, logger, clock = systemClock, onSandboxStart } = options;
  const { storage, publish } = await startStorage(settings, logger, stack);
  const registry = createRegistry({ storage, clock, logger });
  const { functions } = registry;
  const logs = createFunctionLogs({ clock, logger });
  const recentLogs = new RecentLogs();
  stack.defer('the log buffer', logs.addDestination(recentLogs));

  const ports: { own?: OwnPorts } = {};
  stack.use('the sandbox hosts', hosts);
  // Closed only after the sandboxes, so that running invocations can still answer their callers.
  const opened: ListeningServer[] = [];
  stack.defer('the doors', async () => {
    await Promise.all(opened.map((door) => door[Symbol.asyncDispose]()));
  });
  const { identity, clients, objects, fetchObject } = startNeighbours({ settings, clock, logger }, stack);
  const path = startInvokePath(
    { identity, clients, settings, clock, logger, registry, storage, logs, hosts, onSandboxStart },
    stack,
  );
  const deployment = createDeployment({ registry, storage, settings, fetchObject, logger, clock });
  stack.use('the deployment', deployment);
  if (settings.watch) {
    const { dataFolder } = settings;
    stack.use('the watch of live folders', watchLiveFolders({ functions, dataFolder, clock, logger }));
  }
  const builds = createBuilds({ settings, logger });
  stack.use('running builds', builds);
  const deploy = async ({ stack: read, readAgain, givenVariables }: Project): Promise<void> => {
    const project = await builds.readBuilt(readAgain, read);
    await deployment.apply(project, givenVariables?.());
    await ports.own?.follow();
    deployment.watch(project, () => builds.readBuilt(readAgain), givenVariables);
  };
  if (options.project !== undefined) await deploy(options.project);
  await checkDebugPorts(functions.list());
  await removeUnusedCode(storage.code, functions, logger);

  const permissions = settings.enforcePolicies ? { permissions: createFunctionPermissions(registry) } : {};
  const iam = createIam(storage, clock);
  const { runtimePolicy } = settings;
  const needs = { ...permissions, runtimePolicy, iam, settings, registry, storage, objects, ...path, clock, logger };
  hosts.serveSandboxes(createAwsApiHandler(needs));
  const closing = new AbortController();
  // Before the doors open: the first caller finds as much as possible done.
  if (settings.warmContainers !== 'EAGER') void prepareInTurn(functions.list(), path.placement, closing.signal);
  let urls: OpenDoors | undefined = undefined as OpenDoors | undefined;
  const functionUrls = (): readonly FunctionUrl[] => [
    ...registry.apis.urls(),
    ...registry.urls.all().map(toFunctionUrl),
  ];
  const ownUrl = (id: string): string | undefined => ports.own?.urlOf(id);
  const rules = (base: string): readonly DoorRow[] => balancerRows(registry.apis.balancers(), base, ownUrl);
  const routes = (): ReturnType<Emulator['routes']> =>
    urls?.apiUrl === undefined
      ? []
      : [
          ...routeRows(registry.apis.list(), functionUrls(), urls.apiUrl, ownUrl),
          ...rules(urls.apiUrl).map(routeRowOf),
        ];
  const doors = (): readonly DoorRow[] => {
    const base = urls?.apiUrl ?? urls?.awsUrl;
    if (base === undefined) return [];
    const servesMerged = urls?.apiUrl !== undefined;
    return [...doorRows(registry.apis.list(), functionUrls(), base, servesMerged, ownUrl), ...rules(base)];
  };
  const adminNeeds = {
    ...path,
    version: packageVersion(),
    clock,
    functions,
    logs: recentLogs,
    routes,
    doors,
    prepared: () => hosts.prepared(),
  };
  const doorNeeds = {
    ...permissions,
    registry,
    frontend: path.frontend,
    queue: path.queue,
    clock,
    logger,
    authorization: authorizationNeeds(settings, identity),
    listenerPort: (id: string) => ports.own?.portOf(id),
    ...(settings.staticFolder !== undefined && { staticFiles: createStaticFiles(settings.staticFolder) }),
  };
  const apis = createHttpApiHandler(doorNeeds);
  const aws = createAwsApiHandler({ ...needs, adminRoutes: createAdminHandler(adminNeeds) });
  const handlers = { aws: withNamedDoors(aws, apis, createTestInvokeHandler(doorNeeds)), apis };
  const tls = options.serveApis ? await tlsFiles(settings, clock) : undefined;
  const { awsUrl, apiUrl } = (urls = await startDoors(options, handlers, opened, tls));
  if (options.serveApis) {
    ports.own = new OwnPorts({ settings, registry, functionUrls, listener: apis, tls, logger, opened });
    await stack.use('the ports of single doors', ports.own).follow();
  }

  const stop = async (): Promise<void> => {
    closing.abort();
    for (const door of opened) door.server.close();
    await stack[Symbol.asyncDispose]();
  };
  let stopped: Promise<void> | undefined;
  return {
    awsUrl,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    deploy,
    async ready() {
      path.queue.start();
      const { frontend, queue } = path;
      stack.use('health checks', new HealthChecks({ registry, frontend, queue, clock, logger }));
      await makeReady(functions.list(), { settings, ...path });
      if (options.findable === false && settings.ephemeral) return;
      const readyAt = new Date(clock.now()).toISOString();
      await publish({ awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }), readyAt });
    },
    functions: () => functions.list(),
    routes,
    ownAddresses: () => ports.own?.addresses() ?? [],
    ...(tls !== undefined && { certificateFile: tls.file }),
    urlOfApi: (logicalId) =>
      urlOfApi(
        logicalId,
        registry.apis.list(),
        apiUrl,
        doors().filter(({ door }) => door === 'url' || door === 'alb'),
      ),
    invoke: (request) => path.frontend.invoke(request),
    recentLogs: (functionName) => recentLogs.list(functionName),
    addLogDestination: (destination) => logs.addDestination(destination),
    hurry: () => hosts.removeAll(),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}
