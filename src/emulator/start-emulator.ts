import type http from 'node:http';
import { createAdminHandler, type DoorRow, RecentLogs } from '../admin/index.js';
import { DisposalStack, type ListeningServer, packageVersion, systemClock } from '../base/index.js';
import { createBuilds, createDeployment, watchLiveFolders } from '../deployment/index.js';
import { createHttpApiHandler, toFunctionUrl } from '../front-doors/api-gateway/index.js';
import { createAwsApiHandler } from '../front-doors/index.js';
import { createWebSocketDoor } from '../front-doors/websocket-api/index.js';
import { createRegistry } from '../registry/index.js';
import { createFunctionLogs } from '../worker/logs/index.js';
import type { FunctionUrl } from '../model/index.js';
import type { Emulator } from './emulator.js';
import type { EmulatorOptions, Project } from './emulator-options.js';
import { createIdentity } from '../identity/index.js';
import { authorizationNeeds } from './authorization-needs.js';
import { makeReady } from './make-ready.js';
import { removeUnusedCode } from './remove-unused-code.js';
import { everyDoorRow } from './every-door-row.js';
import { routeRows, urlOfApi } from './route-rows.js';
import { webSocketRouteRows } from './websocket-rows.js';
import { type OpenDoors, startDoors } from './start-doors.js';
import { startHosts } from './start-hosts.js';
import { startInvokePath } from './start-invoke-path.js';
import { startStorage } from './start-storage.js';
import { withNamedDoors } from './with-named-doors.js';

/** Builds the rooms bottom-up and opens the doors; what was built is taken down again when a step fails. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const stack = new DisposalStack(options.logger);
  try {
    return await build(options, stack);
  } catch (error) {
    await stack[Symbol.asyncDispose]();
    throw error;
  }
}

async function build(options: EmulatorOptions, stack: DisposalStack): Promise<Emulator> {
  const { settings, logger, clock = systemClock, onSandboxStart } = options;
  const { storage, lock } = await startStorage(settings, logger, stack);
  const registry = createRegistry({ storage, clock, logger });
  const { functions } = registry;
  const logs = createFunctionLogs({ clock, logger });
  const recentLogs = new RecentLogs();
  stack.defer('the log buffer', logs.addDestination(recentLogs));

  const sandboxes: { api?: http.RequestListener } = {};
  const sandboxApi: http.RequestListener = (request, response) => sandboxes.api?.(request, response);
  const hosts = await startHosts({ ...options, clock, sandboxApi }, stack);
  // The engine is found and tried while the project is read and the doors open.
  if ((options.project?.stack.functions.length ?? 0) > 0) hosts.begin();
  // Closed only after the sandboxes, so that running invocations can still answer their callers.
  const opened: ListeningServer[] = [];
  stack.defer('the doors', async () => {
    await Promise.all(opened.map((door) => door[Symbol.asyncDispose]()));
  });
  const path = startInvokePath({ settings, clock, logger, registry, storage, logs, hosts, onSandboxStart }, stack);
  const deployment = createDeployment({ registry, storage, settings, logger, clock });
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
    deployment.watch(project, () => builds.readBuilt(readAgain), givenVariables);
  };
  if (options.project !== undefined) await deploy(options.project);
  await removeUnusedCode(storage.code, functions, logger);

  const needs = { settings, registry, storage, ...path, clock, logger };
  let urls: OpenDoors | undefined = undefined as OpenDoors | undefined;
  const functionUrls = (): readonly FunctionUrl[] => [
    ...registry.apis.urls(),
    ...registry.urls.all().map(toFunctionUrl),
  ];
  const routes = (): ReturnType<Emulator['routes']> =>
    urls?.apiUrl === undefined
      ? []
      : [
          ...routeRows(registry.apis.list(), functionUrls(), urls.apiUrl),
          ...webSocketRouteRows(registry.apis.webSocketApis(), urls.apiUrl),
        ];
  const doors = (): readonly DoorRow[] => {
    const base = urls?.apiUrl ?? urls?.awsUrl;
    if (base === undefined) return [];
    const { apis } = registry;
    const all = { apis: apis.list(), urls: functionUrls(), webSocketApis: apis.webSocketApis() };
    return everyDoorRow(all, base, urls?.apiUrl !== undefined);
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
    registry,
    frontend: path.frontend,
    queue: path.queue,
    clock,
    logger,
    authorization: authorizationNeeds(settings, createIdentity({ settings, clock, logger })),
  };
  const { shutdownGraceMs } = settings;
  // Stopped before the sandboxes, which `$disconnect` still needs.
  const webSockets = stack.use('WebSocket clients', createWebSocketDoor({ ...doorNeeds, shutdownGraceMs }));
  const apis = webSockets.before(createHttpApiHandler(doorNeeds));
  sandboxes.api = withNamedDoors(createAwsApiHandler(needs), apis);
  const aws = createAwsApiHandler({ ...needs, adminRoutes: createAdminHandler(adminNeeds) });
  const handlers = { aws: withNamedDoors(aws, apis), apis, webSockets };
  const { awsUrl, apiUrl } = (urls = await startDoors(options, handlers, opened));

  const closing = new AbortController();
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
      await makeReady(functions.list(), { settings, ...path, signal: closing.signal });
      await lock?.publish({ awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }) });
    },
    functions: () => functions.list(),
    routes,
    urlOfApi: (logicalId) => urlOfApi(logicalId, [...registry.apis.list(), ...registry.apis.webSocketApis()], apiUrl),
    invoke: (request) => path.frontend.invoke(request),
    recentLogs: (functionName) => recentLogs.list(functionName),
    addLogDestination: (destination) => logs.addDestination(destination),
    hurry: () => hosts.removeAll(),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}
