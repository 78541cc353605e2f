import type { ListeningServer } from '../../../src/base/index.js';
import type { WebSocketApi } from '../../../src/model/index.js';
import { createApiRegistry } from '../../../src/registry/api-registry.js';
import type { ApiRegistry } from '../../../src/registry/index.js';
import { type FakeEvent, frontendOf } from '../fake-frontend.js';
import { serveApis, type ServedWith } from '../served-apis.js';
import { type ConnectOptions, WebSocketClient } from './web-socket-client.js';

/** What tests read of an event of a WebSocket API. */
export interface SocketEvent extends FakeEvent {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>> & { readonly connectionId: string };
}

/** A call of a function of the name `name`. */
export interface SocketCall extends SocketEvent {
  readonly name: string;
}

/** What a function answers: an outcome as it is, anything else as the JSON of a success. */
export type SocketAnswer = (event: SocketEvent, name: string) => unknown;

/** A function that fails with that message. */
export function failing(errorMessage: string): unknown {
  return { outcome: 'function-error', payload: Buffer.from(JSON.stringify({ errorMessage, errorType: 'Error' })) };
}

/** A WebSocket API on a real port whose functions are in this process. */
export class ServedWebSockets implements AsyncDisposable {
  readonly calls: SocketCall[] = [];
  readonly registry: ApiRegistry = createApiRegistry();
  #server: ListeningServer | undefined;
  readonly #clients: WebSocketClient[] = [];

  private constructor(private readonly answer: SocketAnswer) {}

  static async start(
    api: WebSocketApi,
    answer: SocketAnswer = () => ({ statusCode: 200 }),
    more: ServedWith = {},
  ): Promise<ServedWebSockets> {
    const served = new ServedWebSockets(answer);
    served.registry.replace('template', { apis: [], webSocketApis: [api] });
    const frontend = frontendOf((target, event) => {
      const { name } = target;
      served.calls.push({ ...(event as SocketEvent), name });
      return served.answer(event as SocketEvent, name);
    });
    served.#server = await serveApis([], frontend, { apiRegistry: served.registry, shutdownGraceMs: 5000, ...more });
    return served;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  /** The merged address. */
  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** A client of its own, cut off when the API is disposed; `path` may have a query. */
  async connect(path = '', options: ConnectOptions = {}): Promise<WebSocketClient> {
    const client = await WebSocketClient.connect(`${this.url}${path}`, options);
    this.#clients.push(client);
    return client;
  }

  /** The calls of one function. */
  callsOf(name: string): readonly SocketCall[] {
    return this.calls.filter((call) => call.name === name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.splice(0)) client[Symbol.dispose]();
    await this.#server?.[Symbol.asyncDispose]();
  }
}
