import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

/** How a server ended a connection. */
export interface ClosedByServer {
  readonly code: number;
  readonly reason: string;
}

export interface ConnectOptions {
  readonly protocols?: string[];
  readonly headers?: Record<string, string>;
}

/** A refused upgrade. */
export interface RefusedUpgrade {
  readonly status: number;
  readonly body: string;
}

/** A real client that keeps what it gets until it is asked for; disposing it cuts it off. */
export class WebSocketClient implements Disposable {
  readonly #texts: string[] = [];
  readonly #waiting: ((text: string) => void)[] = [];
  readonly closed: Promise<ClosedByServer>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      const text = isBinary ? `binary ${data.toString('hex')}` : data.toString();
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#texts.push(text);
      else waiting(text);
    });
    // What breaks a connection is seen in how it closes.
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Settles once connected; rejects when the upgrade is refused. */
  static async connect(url: string, { protocols = [], headers = {} }: ConnectOptions = {}): Promise<WebSocketClient> {
    const client = new WebSocketClient(new WebSocket(url, protocols, { headers }));
    await once(client.socket, 'open');
    return client;
  }

  /** The response of a server that does not let the client in. */
  static async refused(
    url: string,
    headers: Record<string, string> = {},
    protocols: string[] = [],
  ): Promise<RefusedUpgrade> {
    const socket = new WebSocket(url, protocols, { headers });
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** The next text frame that has not been asked for yet. */
  next(): Promise<string> {
    const text = this.#texts.shift();
    if (text !== undefined) return Promise.resolve(text);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async nextJson(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await this.next()) as Readonly<Record<string, unknown>>;
  }

  /** Closes as a client does, and waits for the end. */
  async close(code?: number, reason?: string): Promise<ClosedByServer> {
    this.socket.close(code, reason);
    return this.closed;
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}
