import {
  type HttpListener,
  httpUrl,
  type ListeningServer,
  type Logger,
  messageOf,
  type QuickListener,
  type TlsFiles,
} from '../../base/index.js';
import type { DoorListener } from '../../front-doors/api-gateway/index.js';
import type { FunctionUrl } from '../../model/index.js';
import type { Registry } from '../../registry/index.js';
import { openDoor } from '../open-door.js';
import { type PortSettings, unknownPortNames, type WantedPort, wantedPorts } from './wanted-ports.js';

/** The address of a door with a port of its own. */
export interface OwnAddress {
  readonly kind: 'alb' | 'url';
  readonly name: string;
  readonly url: string;
}

export interface OwnPortsNeeds {
  readonly settings: PortSettings & { readonly host: string };
  readonly registry: {
    readonly apis: Pick<Registry['apis'], 'balancers' | 'onChange'>;
    readonly urls: Pick<Registry['urls'], 'onChange'>;
  };
  readonly functionUrls: () => readonly FunctionUrl[];
  readonly listener: DoorListener;
  readonly tls: TlsFiles | undefined;
  readonly logger: Logger;
  /** Servers are added as soon as they listen, and taken out when they close. */
  readonly opened: ListeningServer[];
}

/** Listens for each load balancer's listener and for function URLs on ports of their own, and follows what exists. */
export class OwnPorts implements AsyncDisposable {
  readonly #open = new Map<string, { readonly wanted: WantedPort; readonly server: ListeningServer }>();
  readonly #told = new Set<string>();
  readonly #unsubscribe: readonly (() => void)[];
  #following: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly needs: OwnPortsNeeds) {
    const followChange = (): void => {
      this.follow().catch((error: unknown) => {
        needs.logger.error(messageOf(error), { error });
      });
    };
    this.#unsubscribe = [needs.registry.apis.onChange(followChange), needs.registry.urls.onChange(followChange)];
  }

  /** Opens and closes until the ports are those of what exists now; rejects with the `UserError` of a port that is taken. */
  follow(): Promise<void> {
    const next = this.#following.catch(() => undefined).then(() => this.#follow());
    this.#following = next;
    return next;
  }

  /** Where a door listens; undefined when it has no port of its own. */
  portOf(id: string): { readonly scheme: string; readonly port: number } | undefined {
    return this.#open.get(id)?.server;
  }

  urlOf(id: string): string | undefined {
    const open = this.#open.get(id);
    return open && httpUrl(open.server.scheme, open.server.host, open.server.port);
  }

  addresses(): readonly OwnAddress[] {
    return [...this.#open.values()].map(({ wanted, server }) => ({
      kind: 'urlId' in wanted.door ? 'url' : 'alb',
      name: wanted.name,
      url: httpUrl(server.scheme, server.host, server.port),
    }));
  }

  /** Follows no more; what listens is closed by whoever has `opened`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#following.catch(() => undefined);
  }

  async #follow(): Promise<void> {
    if (this.#stopped) return;
    const { settings, registry, functionUrls, logger } = this.needs;
    const balancers = registry.apis.balancers();
    const wanted = new Map(wantedPorts(balancers, functionUrls(), settings).map((one) => [one.id, one]));
    for (const [id, { server }] of this.#open) {
      if (!wanted.has(id)) await this.#close(id, server);
    }
    for (const one of wanted.values()) {
      if (!this.#open.has(one.id)) await this.#listen(one);
    }
    for (const { flag, name, known } of unknownPortNames(balancers, functionUrls(), settings)) {
      const line = `${flag} names "${name}", which nothing here is called. Known: ${known.map((each) => `"${each}"`).join(', ') || 'none'}.`;
      if (!this.#told.has(line)) logger.warn(line);
      this.#told.add(line);
    }
  }

  async #listen(wanted: WantedPort): Promise<void> {
    const { settings, listener, tls, logger, opened } = this.needs;
    const { door, name, port, flag, mayBeTls } = wanted;
    const own: HttpListener = Object.assign(
      (...[request, response]: Parameters<DoorListener>) => {
        listener(request, response, door);
      },
      { quick: (...[request, response]: Parameters<QuickListener>) => listener.quick(request, response, door) },
    );
    const server = await openDoor(
      own,
      {
        name,
        host: settings.host,
        port,
        portFlag: flag,
        mayMove: false,
        ...(mayBeTls && tls !== undefined && { tls }),
      },
      logger,
    );
    opened.push(server);
    this.#open.set(wanted.id, { wanted, server });
  }

  async #close(id: string, server: ListeningServer): Promise<void> {
    const { opened } = this.needs;
    this.#open.delete(id);
    opened.splice(opened.indexOf(server), 1);
    await server[Symbol.asyncDispose]();
  }
}
