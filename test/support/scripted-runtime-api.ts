import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { deferred, type Deferred, type ListeningServer, listenHttp } from '../../src/base/index.js';

/** What a runtime client posted, as it came over the wire. */
export interface Posted {
  readonly route: 'response' | 'error' | 'init/error';
  readonly requestId: string;
  readonly headers: IncomingMessage['headers'];
  readonly trailers: NodeJS.Dict<string>;
  readonly body: string;
  /** The pieces in which the body arrived. */
  readonly chunks: readonly string[];
}

interface ScriptedEvent {
  readonly requestId: string;
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly taken: Deferred<void>;
  readonly posted: Deferred<Posted>;
}

export interface EventOptions {
  readonly timeoutMs?: number;
  readonly requestId?: string;
  /** Beyond those that every event has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The Runtime API of one sandbox without any rules: it hands out the events it is given, and keeps what is posted. */
export class ScriptedRuntimeApi implements AsyncDisposable {
  readonly initErrors: Posted[] = [];
  /** Status for the next post of a response, e.g. 413. */
  refuseNextPostWith: number | undefined;
  readonly #queue: ScriptedEvent[] = [];
  readonly #running = new Map<string, ScriptedEvent>();
  #waiting: ((event: ScriptedEvent) => void) | undefined;
  #server: ListeningServer | undefined;

  static async start(): Promise<ScriptedRuntimeApi> {
    const api = new ScriptedRuntimeApi();
    api.#server = await listenHttp((request, response) => void api.#answer(request, response), {
      host: '127.0.0.1',
      port: 0,
    });
    return api;
  }

  get hostAndPort(): string {
    return `127.0.0.1:${this.#server?.port ?? 0}`;
  }

  /** Hands out one event; settles with the answer to it. */
  async invoke(payload: unknown, options: EventOptions = {}): Promise<Posted> {
    return this.#handOut(payload, options).posted.promise;
  }

  /** Hands out one event that will not be answered; settles when the runtime has taken it. */
  async begin(payload: unknown, options: EventOptions = {}): Promise<void> {
    return this.#handOut(payload, options).taken.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  #handOut(
    payload: unknown,
    { timeoutMs = 30_000, requestId = randomUUID(), headers = {} }: EventOptions,
  ): ScriptedEvent {
    const event: ScriptedEvent = {
      requestId,
      payload: JSON.stringify(payload),
      taken: deferred<void>(),
      posted: deferred<Posted>(),
      headers: {
        'Content-Type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': requestId,
        'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeoutMs),
        'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:000000000000:function:scripted',
        'Lambda-Runtime-Trace-Id': 'Root=1-65f0c0de-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0',
        ...headers,
      },
    };
    if (this.#waiting === undefined) this.#queue.push(event);
    else this.#waiting(event);
    return event;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '');
    if (request.method === 'GET' && path === 'invocation/next') {
      this.#next(request, response);
      return;
    }
    const [, requestId = '', route = ''] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const posted = await receive(request, path === 'init/error' ? 'init/error' : (route as 'response'), requestId);
    const refused = this.refuseNextPostWith;
    this.refuseNextPostWith = undefined;
    const body = '{"status":"OK"}\n';
    response.writeHead(refused ?? 202, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
    if (posted.route === 'init/error') this.initErrors.push(posted);
    this.#running.get(requestId)?.posted.resolve(posted);
    this.#running.delete(requestId);
  }

  #next(request: IncomingMessage, response: ServerResponse): void {
    const give = (event: ScriptedEvent): void => {
      this.#waiting = undefined;
      this.#running.set(event.requestId, event);
      event.taken.resolve();
      response
        .writeHead(200, { ...event.headers, 'Content-Length': Buffer.byteLength(event.payload) })
        .end(event.payload);
    };
    const event = this.#queue.shift();
    if (event !== undefined) {
      give(event);
      return;
    }
    this.#waiting = give;
    request.socket.once('close', () => {
      if (this.#waiting === give) this.#waiting = undefined;
    });
  }
}

async function receive(request: IncomingMessage, route: Posted['route'], requestId: string): Promise<Posted> {
  const chunks: string[] = [];
  for await (const chunk of request) chunks.push((chunk as Buffer).toString());
  return {
    route,
    requestId,
    headers: request.headers,
    trailers: request.trailers,
    body: chunks.join(''),
    chunks,
  };
}
