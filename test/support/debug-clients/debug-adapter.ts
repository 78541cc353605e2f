import { once } from 'node:events';
import net from 'node:net';
import { waitUntil } from '../wait-until.js';

interface Message {
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly body?: unknown;
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A client of the Debug Adapter Protocol over TCP, as Visual Studio Code is for debugpy. */
export class DebugAdapterClient implements Disposable {
  readonly #messages: Message[] = [];
  #rest = Buffer.alloc(0);
  #lastSeq = 0;

  private constructor(private readonly socket: net.Socket) {
    socket.on('data', (data) => {
      this.#receive(data);
    });
    socket.on('error', () => undefined);
  }

  /** Attaches with what stands in a launch configuration as soon as an adapter answers on the port: before, Docker accepts connections and closes them. */
  static async attach(port: number, configuration: object): Promise<DebugAdapterClient> {
    const found: { client?: DebugAdapterClient } = {};
    await waitUntil(async () => {
      const client = await connect(port);
      if (client === undefined) return false;
      found.client = client;
      return true;
    });
    if (found.client === undefined) throw new Error(`Nobody listens on port ${port}.`);
    found.client.#send('attach', configuration);
    await found.client.#take(({ event }) => event === 'initialized');
    return found.client;
  }

  /** Breaks before a line of the local file; then lets a process go on that waits for this. */
  async breakAt(file: string, line: number): Promise<void> {
    await this.#ask('setBreakpoints', { source: { path: file }, breakpoints: [{ line }] });
    await this.#ask('configurationDone');
  }

  /** The local variable of that name where the breakpoint holds the function, as the adapter shows it; the function goes on after `held`. */
  async valueAtBreakpoint(
    name: string,
    held: () => Promise<void> = () => Promise.resolve(),
  ): Promise<string | undefined> {
    const { body } = await this.#take(({ event }) => event === 'stopped');
    const { threadId } = body as { readonly threadId: number };
    const { stackFrames } = await this.#ask<{ stackFrames: readonly { id: number }[] }>('stackTrace', { threadId });
    const { scopes } = await this.#ask<{ scopes: readonly { variablesReference: number }[] }>('scopes', {
      frameId: stackFrames[0]?.id,
    });
    const { variables } = await this.#ask<{ variables: readonly Variable[] }>('variables', {
      variablesReference: scopes[0]?.variablesReference,
    });
    await held();
    await this.#ask('continue', { threadId });
    return variables.find((variable) => variable.name === name)?.value;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  async greets(): Promise<boolean> {
    const seq = this.#send('initialize', { adapterID: 'debugpy', pathFormat: 'path', linesStartAt1: true });
    const answered = (): boolean => this.#messages.some((message) => message.request_seq === seq);
    await waitUntil(() => answered() || this.socket.destroyed);
    return answered();
  }

  async #ask<T = unknown>(command: string, parameters: object = {}): Promise<T> {
    const seq = this.#send(command, parameters);
    const { success, body } = await this.#take((message) => message.request_seq === seq);
    if (success !== true) throw new Error(`${command} was refused: ${JSON.stringify(body)}`);
    return body as T;
  }

  #send(command: string, parameters: object): number {
    const seq = (this.#lastSeq += 1);
    const text = JSON.stringify({ seq, type: 'request', command, arguments: parameters });
    this.socket.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return seq;
  }

  #receive(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const start = this.#rest.indexOf('\r\n\r\n') + 4;
      const length = Number(/Content-Length: (\d+)/.exec(this.#rest.toString('latin1', 0, start))?.[1]);
      if (start < 4 || this.#rest.length < start + length) return;
      this.#messages.push(JSON.parse(this.#rest.toString('utf8', start, start + length)) as Message);
      this.#rest = this.#rest.subarray(start + length);
    }
  }

  async #take(isIt: (message: Message) => boolean): Promise<Message> {
    await waitUntil(() => this.#messages.some(isIt));
    const [message = {}] = this.#messages.splice(this.#messages.findIndex(isIt), 1);
    return message;
  }

  static over(socket: net.Socket): DebugAdapterClient {
    return new DebugAdapterClient(socket);
  }
}

async function connect(port: number): Promise<DebugAdapterClient | undefined> {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    const client = DebugAdapterClient.over(socket);
    if (await client.greets()) return client;
  } catch {
    // Nobody listens yet.
  }
  socket.destroy();
  return undefined;
}
