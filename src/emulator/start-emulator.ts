import { setImmediate as aTurnOfTheLoop } from 'node:timers/promises';
import { RecentLogs } from '../admin/index.js';
import { DisposalStack, type ListeningServer, systemClock } from '../base/index.js';
import { createBuilds, createDeployment, type Debugging, watchLiveFolders } from '../deployment/index.js';
import { createRegistry } from '../registry/index.js';
import { createFunctionLogs } from '../worker/logs/index.js';
import { checkDebugPorts } from './check-debug-ports.js';
import type { Emulator } from './emulator.js';
import type { Project, ReadOptions } from './emulator-options.js';
import { makeReady, prepareInTurn } from './make-ready.js';
import type { OpenHosts } from './open-hosts.js';
import { removeUnusedCode } from './remove-unused-code.js';
import { startDebugging } from './start-debugging.js';
import type { StartedFrontDoors } from './start-front-doors.js';
import { startInvokePath } from './start-invoke-path.js';
import { startNeighbours } from './start-neighbours.js';
import { startStorage } from './start-storage.js';

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
  const { settings, logger, clock = systemClock, onSandboxStart, onlyCalled } = options;
  // Their files are read from the disk meanwhile.
  const loadingDoors = import('./start-front-doors.js');
  loadingDoors.catch(() => undefined);
  const { storage, publish } = await startStorage(settings, logger, stack);
  const debugging = await startDebugging({ options, storage, clock });
  const debuggingOf: Debugging['settingsOf'] = (version) => debugging.settingsOf(version);
  const registry = createRegistry({ storage, clock, logger, debuggingOf });
  const { functions } = registry;
  const logs = createFunctionLogs({ clock, logger });
  const recentLogs = new RecentLogs();
  stack.defer('the log buffer', logs.addDestination(recentLogs));

  stack.use('the sandbox hosts', hosts);
  // Closed only after the sandboxes, so that running invocations can still answer their callers.
  const opened: ListeningServer[] = [];
  stack.defer('the doors', async () => {
    await Promise.all(opened.map((door) => door[Symbol.asyncDispose]()));
  });
  const neighbours = startNeighbours({ settings, clock, logger }, stack);
  const { identity, clients, fetchObject } = neighbours;
  const path = startInvokePath(
    { identity, clients, settings, clock, logger, registry, storage, logs, hosts, onSandboxStart },
    stack,
  );
  const deployment = createDeployment({
    ...{ registry, storage, fetchObject, debugging, logger, clock },
    ...(onlyCalled === undefined ? { settings } : { settings: { ...settings, functionNames: [] }, onlyCalled }),
  });
  stack.use('the deployment', deployment);
  if (settings.watch) {
    stack.use('the watch of live folders', watchLiveFolders({ functions, settings, clock, logger }));
  }
  const builds = createBuilds({ settings, logger });
  stack.use('running builds', builds);
  let doors: StartedFrontDoors | undefined = undefined as StartedFrontDoors | undefined;
  const deploy = async ({ stack: read, readAgain, givenVariables, readAtMs }: Project): Promise<void> => {
    const project = await builds.readBuilt(readAgain, read);
    await deployment.apply(project, givenVariables?.());
    await doors?.views.ownPorts?.follow();
    deployment.watch(project, { read: () => builds.readBuilt(readAgain), given: givenVariables, readAtMs });
  };
  if (options.project !== undefined) await deploy(options.project);
  debugging.tellWhatWaits();
  await removeUnusedCode(storage.code, functions, logger);

  const closing = new AbortController();
  stack.defer('the preparing', () => {
    closing.abort();
  });
  const { startFrontDoors } = await loadingDoors;
  await hosts.required();
  doors = await startFrontDoors(
    { options, clock, registry, storage, path, neighbours, hosts, recentLogs, opened },
    stack,
  );
  const { awsUrl, apiUrl, tls, views } = doors;
  // Now that the doors have theirs.
  await checkDebugPorts(settings.debugging);

  const stop = async (): Promise<void> => {
    closing.abort();
    for (const door of opened) door.server.close();
    await stack[Symbol.asyncDispose]();
  };
  /** When nobody waits for the doors any more. The first sandbox waits for the end of the search for credentials, which loads much code. */
  const prepare = async (): Promise<void> => {
    await aTurnOfTheLoop();
    hosts.begin();
    const prepared = functions.list().filter(({ name }) => onlyCalled === undefined || name === onlyCalled);
    if (settings.warmContainers !== 'EAGER') void prepareInTurn(prepared, path.placement, closing.signal);
    await neighbours.identity.sandboxCredentials();
  };
  let stopped: Promise<void> | undefined;
  return {
    awsUrl,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    deploy,
    async ready() {
      path.queue.start();
      doors.checkHealth();
      await makeReady(functions.list(), { settings, ...path });
      if (options.findable !== false || !settings.ephemeral) {
        const readyAt = new Date(clock.now()).toISOString();
        await publish({ awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }), readyAt });
      }
      if (functions.list().length > 0) void prepare();
    },
    functions: () => functions.list(),
    routes: views.routes,
    ownAddresses: () => views.ownPorts?.addresses() ?? [],
    ...(tls !== undefined && { certificateFile: tls.file }),
    urlOfApi: (logicalId) => views.urlOf(logicalId),
    invoke: (request) => path.frontend.invoke(request),
    recentLogs: (functionName) => recentLogs.list(functionName),
    addLogDestination: (destination) => logs.addDestination(destination),
    hurry: () => hosts.removeAll(),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}
