import type { WebSocket } from 'ws';
import type { WebSocketApi } from '../../model/index.js';
import type { Registry } from '../../registry/index.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import type { Connection } from './connections/connection.js';
import { goingAway, OpenConnection } from './connections/open-connection.js';
import { type Place, RouteCaller } from './route-caller.js';
import type { Closed } from './route-call.js';

export interface ConnectedClientsNeeds extends DoorNeeds {
  /** Host and port at which functions of an API reach `@connections` over TLS; absent or undefined, the client's own host is shown. */
  readonly callbackDomain?: (api: WebSocketApi) => Promise<string | undefined>;
  readonly registry: { readonly apis: Pick<Registry['apis'], 'webSocketApis' | 'onChange'> };
  /** How long `$disconnect` routes may take when Hearth stops. */
  readonly shutdownGraceMs: number;
}

/** How long clients have for the closing handshake when Hearth stops. */
const farewellMs = 1000;

/** The clients that are connected, from the answer to their upgrade to the end of `$disconnect`. */
export class ConnectedClients implements AsyncDisposable {
  /** By connection id. */
  readonly open = new Map<string, OpenConnection>();
  readonly routes: RouteCaller;
  readonly #ending = new Set<Promise<void>>();
  readonly #aborted = new AbortController();
  readonly #unsubscribe: () => void;
  #closing = false;

  constructor(private readonly needs: ConnectedClientsNeeds) {
    this.routes = new RouteCaller(needs, this.#aborted.signal);
    this.#unsubscribe = needs.registry.apis.onChange(() => {
      this.#closeHomeless();
    });
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** Aborts when nothing is waited for any more. */
  get signal(): AbortSignal {
    return this.#aborted.signal;
  }

  /** Answers the upgrade of an admitted client; one that has gone away in the meantime is told to `$disconnect` at once. */
  welcome(
    place: Place,
    connection: Connection,
    answerUpgrade: (onLongFrame: () => void) => WebSocket | undefined,
  ): void {
    let open: OpenConnection | undefined = undefined as OpenConnection | undefined;
    const socket = answerUpgrade(() => open?.close({ code: 1009, reason: '' }));
    if (socket === undefined) {
      this.#farewell(place, connection, { code: 1006, reason: '' });
      return;
    }
    const added: OpenConnection = new OpenConnection(connection, socket, this.needs.clock, {
      onMessage: (text) => this.#answer(added, text),
      onClosed: (closed) => {
        this.open.delete(connection.id);
        this.#farewell(this.#placeOf(connection) ?? place, connection, closed);
      },
    });
    open = added;
    this.open.set(connection.id, added);
    if (this.#closing || this.#placeOf(connection) === undefined) added.close(goingAway);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    this.#unsubscribe();
    for (const open of this.open.values()) open.close(goingAway);
    const cancelCutOff = this.needs.clock.schedule(farewellMs, () => {
      for (const open of this.open.values()) open.terminate();
    });
    let cancelGrace = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      cancelGrace = this.needs.clock.schedule(this.needs.shutdownGraceMs + farewellMs, resolve);
    });
    await Promise.race([this.#untilAllEnded(), patience]);
    cancelCutOff();
    cancelGrace();
    this.#aborted.abort();
    for (const open of this.open.values()) open.terminate();
  }

  async #untilAllEnded(): Promise<void> {
    await Promise.all([...this.open.values()].map((open) => open.closed));
    while (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  async #answer(open: OpenConnection, text: string): Promise<void> {
    const { connection } = open;
    const place = this.#placeOf(connection);
    if (place === undefined) {
      open.close(goingAway);
      return;
    }
    const answer = await this.routes.message(place, connection, text);
    if (answer !== undefined && open.post(Buffer.from(answer)) === 'full') {
      this.needs.logger.warn(`An answer to the connection "${connection.id}" is dropped: its client does not read.`);
    }
  }

  #farewell(place: Place, connection: Connection, closed: Closed): void {
    const ending = this.routes.disconnect(place, connection, closed).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** The API as it is now; undefined when it, or the stage, is gone. */
  #placeOf({ apiId, stageName }: Connection): Place | undefined {
    const api = this.needs.registry.apis.webSocketApis().find(({ id }) => id === apiId);
    const stage = api?.stages.find(({ name }) => name === stageName);
    return api === undefined || stage === undefined ? undefined : { api, stage };
  }

  #closeHomeless(): void {
    for (const open of this.open.values()) if (this.#placeOf(open.connection) === undefined) open.close(goingAway);
  }
}
