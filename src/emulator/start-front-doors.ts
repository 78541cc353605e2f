import { createAdminHandler, type RecentLogs } from '../admin/index.js';
import { type Clock, type DisposalStack, type ListeningServer, packageVersion, type TlsFiles } from '../base/index.js';
import {
  createHttpApiHandler,
  createStaticFiles,
  createTestInvokeHandler,
  HealthChecks,
} from '../front-doors/api-gateway/index.js';
import { createAwsApiHandler, createFunctionPermissions } from '../front-doors/index.js';
import { createWebSocketDoor } from '../front-doors/websocket-api/index.js';
import { createIam } from '../identity/index.js';
import type { Registry } from '../registry/index.js';
import type { Storage } from '../storage/index.js';
import { authorizationNeeds } from './authorization-needs.js';
import { createCallbackDomain } from './callback-domain.js';
import { DoorViews } from './door-views.js';
import type { ReadOptions } from './emulator-options.js';
import type { OpenHosts } from './open-hosts.js';
import { OwnPorts } from './own-ports/own-ports.js';
import { type OpenDoors, startDoors } from './start-doors.js';
import type { InvokePath } from './start-invoke-path.js';
import type { Neighbours } from './start-neighbours.js';
import { tlsFiles } from './tls-files.js';
import { withNamedDoors } from './with-named-doors.js';

export interface FrontDoorNeeds {
  readonly options: ReadOptions;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly storage: Storage;
  readonly path: InvokePath;
  readonly neighbours: Neighbours;
  readonly hosts: OpenHosts;
  readonly recentLogs: RecentLogs;
  /** Servers are added as soon as they listen. */
  readonly opened: ListeningServer[];
}

export interface StartedFrontDoors extends OpenDoors {
  readonly tls: (TlsFiles & { readonly file: string }) | undefined;
  readonly views: DoorViews;
  /** Begins the health checks of target groups; to be called once functions may be invoked. */
  readonly checkHealth: () => void;
}

/** Opens every door: the AWS API for users and for sandboxes, the HTTP and WebSocket APIs, and the ports of single doors. */
export async function startFrontDoors(needs: FrontDoorNeeds, stack: DisposalStack): Promise<StartedFrontDoors> {
  const { options, clock, registry, storage, path, neighbours, hosts, opened } = needs;
  const { settings, logger } = options;
  const { runtimePolicy, shutdownGraceMs, staticFolder } = settings;
  const views = new DoorViews(registry);
  const iam = createIam(storage, clock);
  const common = {
    ...path,
    ...(settings.enforcePolicies && {
      permissions: createFunctionPermissions({ registry, iam, logger, organizationId: settings.organizationId }),
    }),
    registry,
    clock,
    logger,
  };
  const doorNeeds = {
    ...common,
    authorization: authorizationNeeds(settings, neighbours.identity, iam),
    services: neighbours.services,
    listenerPort: (id: string) => views.ownPorts?.portOf(id),
    ...(staticFolder !== undefined && { staticFiles: createStaticFiles(staticFolder) }),
  };
  const listener = createHttpApiHandler(doorNeeds);
  const callbackDomain = createCallbackDomain(registry, path.placement, hosts);
  // Stopped before the sandboxes, which `$disconnect` still needs.
  const webSockets = stack.use(
    'WebSocket clients',
    createWebSocketDoor({ ...doorNeeds, shutdownGraceMs, callbackDomain }),
  );
  const apis = webSockets.before(listener);

  const awsNeeds = { ...common, runtimePolicy, iam, settings, storage, objects: neighbours.objects };
  const testInvoke = createTestInvokeHandler(doorNeeds);
  hosts.serveSandboxes(withNamedDoors(createAwsApiHandler(awsNeeds), apis, testInvoke));
  const adminRoutes = createAdminHandler({
    ...path,
    version: packageVersion(),
    clock,
    functions: registry.functions,
    provisioned: registry.provisioned,
    logs: needs.recentLogs,
    routes: views.routes,
    doors: views.doors,
    prepared: () => hosts.prepared(),
  });
  const aws = withNamedDoors(createAwsApiHandler({ ...awsNeeds, adminRoutes }), apis, testInvoke);

  const tls = options.serveApis ? await tlsFiles(settings, clock) : undefined;
  const urls = await startDoors(options, { aws, apis, webSockets }, opened, tls);
  views.urls = urls;
  if (options.serveApis) {
    const { functionUrls } = views;
    views.ownPorts = new OwnPorts({ settings, registry, functionUrls, listener, tls, logger, opened });
    await stack.use('the ports of single doors', views.ownPorts).follow();
  }
  return {
    ...urls,
    tls,
    views,
    checkHealth() {
      stack.use('health checks', new HealthChecks({ ...path, registry, clock, logger }));
    },
  };
}
