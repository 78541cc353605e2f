import { createLogger, systemClock } from '../../src/base/index.js';
import { createAdmission } from '../../src/invoke-path/admission/index.js';
import { type Assignment, createAssignment } from '../../src/invoke-path/assignment/index.js';
import { createEventQueue, type EventQueue } from '../../src/invoke-path/event-queue/index.js';
import { createInvokeFrontend, type InvokeFrontend } from '../../src/invoke-path/invoke-frontend/index.js';
import { createPlacement, type HostOffer } from '../../src/invoke-path/placement/index.js';
import { functionNotFound, type FunctionVersion } from '../../src/model/index.js';
import { LambdaMetrics } from '../../src/metrics/index.js';
import type { Storage } from '../../src/storage/index.js';
import { createFunctionLogs } from '../../src/worker/logs/index.js';
import type { SandboxHost } from '../../src/worker/sandbox-host/index.js';
import { startSandbox } from '../../src/worker/sandbox/index.js';

export interface LiveInvokePathOptions {
  readonly host: SandboxHost;
  readonly storage: Storage;
  readonly keepAliveMs?: number;
  readonly maxConcurrentStarts?: number;
  readonly imageOverrides?: Readonly<Record<string, string>>;
}

/** The invoke path with real sandboxes on one host; the registry is a map. Disposing it stops the sandboxes, not the host. */
export class LiveInvokePath implements AsyncDisposable {
  readonly functions = new Map<string, FunctionVersion>();
  readonly reserved = new Map<string, number>();
  readonly messages: string[] = [];
  readonly assignment: Assignment;
  readonly frontend: InvokeFrontend;
  readonly queue: EventQueue;
  readonly metrics = new LambdaMetrics();

  constructor(options: LiveInvokePathOptions) {
    const clock = systemClock;
    const logger = createLogger((level, message) => this.messages.push(`${level} ${message}`), 'info');
    const logs = createFunctionLogs({ clock, logger });
    const none: HostOffer = { unavailable: 'not part of this test', remedy: '' };
    const { host, storage, keepAliveMs = 600_000, maxConcurrentStarts = 4, imageOverrides = {} } = options;
    const functions = {
      resolve: ({ name }: { readonly name: string }) => {
        const version = this.functions.get(name);
        if (version === undefined) throw functionNotFound(name);
        return version;
      },
      find: () => undefined,
      list: () => [...this.functions.values()],
      reservations: () => [],
      reservedConcurrency: (name: string) => this.reserved.get(name),
    };
    const placement = createPlacement({
      settings: {
        sandboxHost: host.kind,
        docker: { addHosts: [], dns: [], skipPullImage: true, environment: {}, imageOverrides },
      },
      hosts: {
        docker: host.kind === 'docker' ? { host } : none,
        process: host.kind === 'process' ? { host } : none,
      },
      identity: { sandboxCredentials: () => Promise.resolve(undefined) },
      logger,
      awsApiFor: () => undefined,
      startSandbox: (request) => startSandbox(request, { clock, logger, logs }),
    });
    const settings = { keepAliveMs, maxConcurrentStarts, shutdownGraceMs: 2000 };
    this.assignment = createAssignment({ settings, placement, clock, logger });
    const admission = createAdmission({ functions, accountConcurrency: 1000 });
    const { assignment, metrics } = this;
    this.frontend = createInvokeFrontend({ functions, admission, assignment, metrics, clock, logger });
    const { frontend } = this;
    const bounds = { shutdownGraceMs: () => 2000, concurrencyPerFunction: 50, concurrency: 1000, timeScale: 1 };
    this.queue = createEventQueue({
      frontend,
      functions,
      eventInvokeConfigs: { get: () => undefined },
      clients: { client: () => Promise.reject(new Error('no neighbours in this test')) },
      storage,
      metrics,
      clock,
      logger,
      ...bounds,
    });
  }

  /** Invokes with a JSON event and answers the function's answer, parsed. */
  async invoke(name: string, event: unknown): Promise<unknown> {
    const { outcome } = await this.frontend.invoke({
      target: { account: '000000000000', region: 'us-east-1', name },
      payload: Buffer.from(JSON.stringify(event)),
      invocationType: 'RequestResponse',
    });
    return JSON.parse(outcome.payload.toString());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.queue[Symbol.asyncDispose]();
    await this.assignment[Symbol.asyncDispose]();
  }
}
