import { isDeepStrictEqual } from 'node:util';
import { type Logger, PlatformError, UserError } from '../../../../base/index.js';
import type { SandboxRoute } from '../../sandbox-host.js';
import { statusOf } from '../engine/docker-error.js';
import type { SurroundingsEvent } from '../engine/engine-events.js';
import type { SandboxNetwork } from './sandbox-network.js';

export interface KeptRouteParts {
  /** As it was found at the start. */
  readonly network: SandboxNetwork;
  /** What a first try on it comes to, which is under way. */
  readonly first: Promise<SandboxRoute>;
  /** Finds the network of the same name as it is now. */
  readonly findNetwork: () => Promise<SandboxNetwork>;
  /** Tries how sandboxes on the network reach this process. */
  readonly probe: (network: SandboxNetwork) => Promise<SandboxRoute>;
  /** When this process runs in a container of the engine. */
  readonly ownContainerId?: string;
  readonly logger: Logger;
}

/** How sandboxes reach this process: found when first asked for, and anew once their network was removed or made anew. */
export class KeptRoute {
  #network: SandboxNetwork;
  #networkIsStale = false;
  #route: Promise<SandboxRoute> | undefined;
  #known = false;

  constructor(private readonly parts: KeptRouteParts) {
    this.#network = parts.network;
    void this.#keep(parts.first);
  }

  /** Whether sandboxes have had a way before: then an error is not for lack of one, and passes. */
  get isProven(): boolean {
    return this.#known;
  }

  route(): Promise<SandboxRoute> {
    return this.#route ?? this.#keep(this.#find());
  }

  observe(event: SurroundingsEvent): void {
    const { name = 'bridge', id } = this.#network;
    if (this.#network.isHost) return;
    if (event.kind === 'network-removed' && (event.id === id || event.name === name)) {
      this.#forgetNetwork(`The Docker network "${name}" was removed`);
    }
    if (event.kind === 'network-left' && event.name === name && event.containerId === this.parts.ownContainerId) {
      this.#forgetNetwork(`Hearth's own container was disconnected from the Docker network "${name}"`);
    }
    if (event.kind === 'gap') void this.#lookAgain();
  }

  /** Settles when no probe is under way. */
  async settled(): Promise<void> {
    await this.#route?.catch(() => undefined);
  }

  /** Undoes what was needed to get to the network. */
  leave(): Promise<void> {
    return this.#networkIsStale ? Promise.resolve() : this.#network.leave();
  }

  async #find(): Promise<SandboxRoute> {
    if (this.#networkIsStale) {
      this.#network = await this.#findNetwork();
      this.#networkIsStale = false;
    }
    return this.parts.probe(this.#network);
  }

  /** While Hearth runs it is no wrong setting any more: what waits for the network may be tried again. */
  async #findNetwork(): Promise<SandboxNetwork> {
    try {
      return await this.parts.findNetwork();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new PlatformError(error.message, { cause: error });
    }
  }

  async #lookAgain(): Promise<void> {
    const before = this.#network;
    try {
      const now = await this.parts.findNetwork();
      if (this.#network !== before || isDeepStrictEqual(addressesOf(before), addressesOf(now))) return;
      this.#forgetNetwork(`The Docker network "${before.name ?? 'bridge'}" was made anew`);
    } catch (error) {
      // An engine that does not answer is heard of again when it does.
      if (!(error instanceof UserError) || statusOf(error.cause) !== 404) return;
      this.#forgetNetwork(`The Docker network "${before.name ?? 'bridge'}" is gone`);
    }
  }

  #forgetNetwork(why: string): void {
    if (this.#networkIsStale && this.#route === undefined) return;
    this.#networkIsStale = true;
    this.#route = undefined;
    this.parts.logger.warn(`${why}: sandboxes are started again once it is there.`);
  }

  #keep(route: Promise<SandboxRoute>): Promise<SandboxRoute> {
    this.#route = route;
    route.then(
      () => (this.#known = true),
      () => this.#forgetRoute(route),
    );
    return route;
  }

  #forgetRoute(route: Promise<SandboxRoute>): void {
    if (this.#route === route) this.#route = undefined;
  }
}

function addressesOf({ id, gateways, ownAddress }: SandboxNetwork): object {
  return { id, gateways, ownAddress };
}
