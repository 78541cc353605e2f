import { isDeepStrictEqual } from 'node:util';
import { type Deferred, deferred, messageOf, UserError } from '../base/index.js';
import { AwsError, serviceUnavailable } from '../model/index.js';
import type {
  HostedSandbox,
  HostVerdict,
  PreparedView,
  SandboxHost,
  SandboxRoute,
  SandboxSpec,
} from '../worker/sandbox-host/index.js';

export interface ReachableHostParts {
  readonly kind: SandboxHost['kind'];
  /** Makes the host; rejects with the `UserError` that says why this machine has none. */
  readonly make: (stages: HostStages) => Promise<SandboxHost>;
  /** Opens what sandboxes of this host call, in place of what was opened before; settles once they can. */
  readonly openDoor: (route: SandboxRoute) => Promise<void>;
  /** Sees every sandbox that the host makes, and answers what to use in its stead. */
  readonly follow: (hosted: HostedSandbox) => HostedSandbox;
}

/** How far a host is made. */
export interface HostStages {
  /** To be called as soon as it is certain that this machine has one. */
  readonly onFound: () => void;
  /** Settles when somebody waits for the host itself; what keeps this process busy may wait for that. */
  readonly needed: Promise<void>;
}

/**
 * A host that is made when it is first asked for, so that no start waits for an engine that nobody needs. It promises to run
 * something only after sandboxes on it can reach Hearth.
 */
export class ReachableHost implements SandboxHost {
  readonly kind: SandboxHost['kind'];
  #making: Making | undefined;
  #made: SandboxHost | undefined;
  #door: { readonly route: SandboxRoute; readonly opened: Promise<void> } | undefined;
  #disposed = false;

  constructor(private readonly parts: ReachableHostParts) {
    this.kind = parts.kind;
  }

  /** The host itself, made now if need be; a failure is not kept. */
  async host(): Promise<SandboxHost> {
    const making = this.#make();
    making.needed.resolve();
    return making.host;
  }

  /** Begins to make the host ahead of need, and opens its door. What goes wrong is told when something is to run. */
  begin(): void {
    const begin = async (): Promise<void> => {
      await this.#openDoor(await this.#make().host);
    };
    begin().catch(() => undefined);
  }

  /** Settles once it is certain that this machine has the host; rejects with the `UserError` that says why it has none. */
  async found(): Promise<void> {
    const { found, host } = this.#make();
    await Promise.race([found.promise, host]);
  }

  preparedParts(): readonly PreparedView[] {
    return this.#made?.preparedParts?.() ?? [];
  }

  async route(): Promise<SandboxRoute> {
    const host = await this.host();
    await this.#openDoor(host);
    return host.route();
  }

  async canRun(spec: SandboxSpec): Promise<HostVerdict> {
    let host: SandboxHost;
    try {
      host = await this.host();
    } catch (error) {
      if (error instanceof AwsError) throw error;
      if (error instanceof UserError) return { able: false, reason: error.message, remedy: '' };
      return { able: false, reason: messageOf(error), remedy: 'Run "hearth doctor"' };
    }
    const verdict = await host.canRun(spec);
    if (!verdict.able) return verdict;
    try {
      await this.#openDoor(host);
      return verdict;
    } catch (error) {
      const reason = `Sandboxes cannot reach Hearth: ${messageOf(error)}`;
      return { able: false, reason, remedy: 'Run "hearth doctor", or pass --container-host-interface' };
    }
  }

  async prepare(spec: SandboxSpec, signal: AbortSignal): Promise<void> {
    await (await this.host()).prepare(spec, signal);
  }

  async create(spec: SandboxSpec, signal: AbortSignal): Promise<HostedSandbox> {
    const host = await this.host();
    await this.#openDoor(host);
    return this.parts.follow(await host.create(spec, signal));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const making = this.#making;
    // What is made by halves can only be taken away by the whole.
    making?.needed.resolve();
    const host = await making?.host.catch(() => undefined);
    await host?.[Symbol.asyncDispose]();
  }

  /** A failure is not kept. */
  #make(): Making {
    if (this.#disposed) throw serviceUnavailable('Hearth is stopping.');
    if (this.#making !== undefined) return this.#making;
    const found = deferred<void>();
    const needed = deferred<void>();
    const make = async (): Promise<SandboxHost> => {
      try {
        const onFound = (): void => {
          found.resolve();
        };
        return (this.#made = await this.parts.make({ onFound, needed: needed.promise }));
      } catch (error) {
        this.#making = undefined;
        throw error;
      }
    };
    return (this.#making = { host: make(), found, needed });
  }

  /** Opened once, and anew when sandboxes reach Hearth another way: their network was made anew. */
  async #openDoor(host: SandboxHost): Promise<void> {
    const route = await host.route();
    if (this.#door === undefined || !isDeepStrictEqual(this.#door.route, route)) {
      this.#door = { route, opened: this.parts.openDoor(route) };
    }
    const door = this.#door;
    try {
      await door.opened;
    } catch (error) {
      if (this.#door === door) this.#door = undefined;
      throw error;
    }
  }
}

interface Making {
  readonly host: Promise<SandboxHost>;
  readonly found: Deferred<void>;
  readonly needed: Deferred<void>;
}
