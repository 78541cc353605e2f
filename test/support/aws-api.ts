import { LambdaClient } from '@aws-sdk/client-lambda';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createNeighbourClients, createObjectReader } from '../../src/aws-services/index.js';
import { type Clock, listenHttp, type Logger, silentLogger, systemClock } from '../../src/base/index.js';
import { type AwsApiNeeds, createAwsApiHandler, createFunctionPermissions } from '../../src/front-doors/index.js';
import { createIam } from '../../src/identity/index.js';
import { createEventQueue, type EventQueue } from '../../src/invoke-path/event-queue/index.js';
import { LambdaMetrics } from '../../src/metrics/index.js';
import { createRegistry, type Registry } from '../../src/registry/index.js';
import { openStorage, type Storage } from '../../src/storage/index.js';
import { ScriptedFrontend } from './scripted-frontend.js';

/** The AWS endpoint on a real socket, with a real registry and store, before a scripted frontend. */
export interface StartedAwsApi extends AsyncDisposable {
  readonly url: string;
  readonly registry: Registry;
  readonly storage: Storage;
  readonly frontend: ScriptedFrontend;
  /** Only with a `neighbour`. */
  readonly queue: EventQueue | undefined;
  /** A real SDK client that does not retry; twelve digits as access key make it another account's. */
  client(options?: { readonly region?: string; readonly accessKeyId?: string }): LambdaClient;
}

export interface AwsApiOptions extends Pick<
  AwsApiNeeds,
  'adminRoutes' | 'runtimePolicy' | 'settleWhen' | 'provisionedSandboxes'
> {
  readonly settings?: Partial<AwsApiNeeds['settings']>;
  /** `--enforce-policies`. */
  readonly enforcePolicies?: boolean;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Base URL of a neighbour: events are then really queued, run by the script, and their records sent there. */
  readonly neighbour?: string;
}

export async function startAwsApi(options: AwsApiOptions = {}): Promise<StartedAwsApi> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-aws-api-'));
  const { logger = silentLogger, clock = systemClock, enforcePolicies = false } = options;
  const storage = await openStorage({ dataFolder: folder, ephemeral: true, logger });
  const registry = createRegistry({ storage, clock, logger });
  const frontend = new ScriptedFrontend(registry.functions);
  const settings = { account: '111111111111', region: 'us-east-1', accountConcurrency: 1000, ...options.settings };
  const queue =
    options.neighbour === undefined
      ? undefined
      : realQueue(options.neighbour, { registry, storage, frontend, clock, logger });
  queue?.start();
  const dummies = { accessKeyId: 'test', secretAccessKey: 'test', areDummies: true };
  const neighbours = createNeighbourClients({
    ...(settings.awsEndpoint !== undefined && { endpoint: settings.awsEndpoint }),
    credentials: () => Promise.resolve(dummies),
  });
  const objects = createObjectReader(neighbours);
  const iam = createIam(storage, clock);
  const { organizationId } = settings;
  const enforced = { registry, iam, logger, organizationId };
  const permissions = enforcePolicies ? { permissions: createFunctionPermissions(enforced) } : {};
  const asynchronous = queue ?? frontend;
  const needs = { ...permissions, iam, registry, storage, objects, frontend, queue: asynchronous, clock, logger };
  const server = await listenHttp(createAwsApiHandler({ ...needs, ...options, settings }), {
    host: '127.0.0.1',
    port: 0,
  });
  const url = `http://127.0.0.1:${server.port}`;
  const clients: LambdaClient[] = [];
  return {
    url,
    registry,
    storage,
    frontend,
    queue,
    client({ region = 'us-east-1', accessKeyId = 'test' } = {}) {
      const credentials = { accessKeyId, secretAccessKey: 'test' };
      const client = new LambdaClient({ endpoint: url, region, credentials, maxAttempts: 1 });
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await server[Symbol.asyncDispose]();
      await queue?.[Symbol.asyncDispose]();
      await neighbours[Symbol.asyncDispose]();
      await storage[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function realQueue(
  endpoint: string,
  needs: Pick<StartedAwsApi, 'registry' | 'storage' | 'frontend'> & { readonly clock: Clock; readonly logger: Logger },
): EventQueue {
  const { functions, eventInvokeConfigs } = needs.registry;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', areDummies: true };
  return createEventQueue({
    ...needs,
    functions,
    eventInvokeConfigs,
    clients: createNeighbourClients({ endpoint, credentials: () => Promise.resolve(credentials) }),
    metrics: new LambdaMetrics(),
    shutdownGraceMs: () => 2000,
    concurrencyPerFunction: 50,
    concurrency: 1000,
    timeScale: 1,
    chance: () => 0.5,
  });
}
