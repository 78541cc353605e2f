import { isDeepStrictEqual } from 'node:util';
import { messageOf, UserError } from '../base/index.js';
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
  readonly make: () => Promise<SandboxHost>;
  /** Opens what sandboxes of this host call, in place of what was opened before; settles once they can. */
  readonly openDoor: (route: SandboxRoute) => Promise<void>;
  /** Sees every sandbox that the host makes, and answers what to use in its stead. */
  readonly follow: (hosted: HostedSandbox) => HostedSandbox;
}

/**
 * A host that is made when it is first asked for, so that no start waits for an engine that nobody needs. It promises to run
 * something only after sandboxes on it can reach Hearth.
 */
export class ReachableHost implements SandboxHost {
  readonly kind: SandboxHost['kind'];
  #host: Promise<SandboxHost> | undefined;
  #made: SandboxHost | undefined;
  #door: { readonly route: SandboxRoute; readonly opened: Promise<void> } | undefined;
  #disposed = false;

  constructor(private readonly parts: ReachableHostParts) {
    this.kind = parts.kind;
  }

  /** The host itself, made now if need be; a failure is not kept. */
  async host(): Promise<SandboxHost> {
    if (this.#disposed) throw serviceUnavailable('Hearth is stopping.');
    this.#host ??= this.parts.make();
    try {
      return (this.#made = await this.#host);
    } catch (error) {
      this.#host = undefined;
      throw error;
    }
  }

  /** Makes the host and opens its door ahead of need. What goes wrong is told when something is to run. */
  begin(): void {
    this.host()
      .then((host) => this.#openDoor(host))
      .catch(() => undefined);
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
    const host = await this.#host?.catch(() => undefined);
    await host?.[Symbol.asyncDispose]();
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
