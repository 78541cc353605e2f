import { type Clock, Countdown, type DisposalStack, type Logger } from '../base/index.js';
import type { NeighbourClients } from '../aws-services/index.js';
import type { Identity } from '../identity/index.js';
import { type Admission, createAdmission, ProvisionedLimits } from '../invoke-path/admission/index.js';
import { type Assignment, createAssignment } from '../invoke-path/assignment/index.js';
import { createEventQueue, type EventQueue } from '../invoke-path/event-queue/index.js';
import {
  createInvokeFrontend,
  createProvisionedSandboxes,
  type InvokeFrontend,
  type ProvisionedSandboxes,
} from '../invoke-path/invoke-frontend/index.js';
import { callbackTrust } from './callback-trust.js';
import { createPlacement, type Placement } from '../invoke-path/placement/index.js';
import { LambdaMetrics } from '../metrics/index.js';
import type { Registry } from '../registry/index.js';
import type { Settings } from '../settings/index.js';
import type { Storage } from '../storage/index.js';
import type { FunctionLogs } from '../worker/logs/index.js';
import { startSandbox } from '../worker/sandbox/index.js';
import { retireOldGenerations } from './retire-old-generations.js';
import type { OpenHosts } from './open-hosts.js';
import { type SandboxStart, watchStarts } from './watch-starts.js';

export interface InvokePathNeeds {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly storage: Storage;
  readonly identity: Identity;
  readonly clients: NeighbourClients;
  readonly logs: FunctionLogs;
  readonly hosts: OpenHosts;
  readonly onSandboxStart?: ((start: SandboxStart) => void) | undefined;
}

export interface InvokePath {
  readonly admission: Admission;
  readonly placement: Placement;
  readonly assignment: Assignment;
  readonly frontend: InvokeFrontend;
  readonly provisionedSandboxes: ProvisionedSandboxes;
  readonly queue: EventQueue;
  readonly metrics: LambdaMetrics;
}

/** The way of an invocation from the frontend down to a sandbox; old generations retire as the registry changes. */
export function startInvokePath(needs: InvokePathNeeds, stack: DisposalStack): InvokePath {
  const { settings, identity, clients, clock, logger, registry, storage, logs, hosts, onSandboxStart } = needs;
  const { functions } = registry;
  const metrics = new LambdaMetrics();
  const provisioned = new ProvisionedLimits(registry);
  stack.defer('the sum of provisioned concurrency', () => {
    provisioned[Symbol.dispose]();
  });
  const { accountConcurrency } = settings;
  const admission = createAdmission({ functions, provisioned, accountConcurrency });
  const placed = createPlacement({
    settings,
    hosts: hosts.offers,
    identity,
    logger,
    awsApiFor: hosts.awsApiFor,
    moreEnvironment: (host, version) => callbackTrust(registry, hosts, host, version),
    startSandbox: (request) => startSandbox(request, { clock, logger, logs }),
  });
  const placement = onSandboxStart === undefined ? placed : watchStarts(placed, clock, onSandboxStart);
  // The queue stops first; both together take no longer than the user allows.
  const grace = new Countdown(clock, settings.shutdownGraceMs);
  const graceLeftMs = (): number => grace.leftMs();
  const assignment = stack.use('sandboxes', createAssignment({ settings, placement, clock, logger, graceLeftMs }));
  stack.defer('the watch for new generations', retireOldGenerations(functions, assignment, logger));
  const provisionedSandboxes = stack.use(
    'provisioned concurrency',
    createProvisionedSandboxes({ registry, assignment, logger }),
  );
  const frontend = createInvokeFrontend({ functions, admission, assignment, metrics, clock, logger });
  if (settings.timeScale !== 1) {
    logger.info(`The delays and ages of asynchronous events are divided by ${settings.timeScale} (--time-scale).`);
  }
  const queue = stack.use(
    'the event queue',
    createEventQueue({
      frontend,
      functions,
      eventInvokeConfigs: registry.eventInvokeConfigs,
      clients,
      storage,
      metrics,
      clock,
      logger,
      shutdownGraceMs: graceLeftMs,
      concurrencyPerFunction: settings.eventConcurrency,
      concurrency: accountConcurrency,
      timeScale: settings.timeScale,
    }),
  );
  return { admission, placement, assignment, frontend, provisionedSandboxes, queue, metrics };
}
