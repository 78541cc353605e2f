import { once } from 'node:events';
import { WebSocket } from 'ws';
import { waitUntil } from '../wait-until.js';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Paused;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

interface Paused {
  readonly hitBreakpoints?: readonly string[];
  readonly callFrames: readonly { readonly callFrameId: string; readonly url: string }[];
}

/** A client of Node's inspector, as editors are: it finds the process by `/json/list`, and talks to it over a WebSocket. */
export class InspectorClient implements Disposable {
  readonly #messages: Message[] = [];
  #lastId = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.#messages.push(JSON.parse(data.toString('utf8')) as Message));
  }

  /** Attaches as soon as an inspector listens on the port. */
  static async attach(port: number): Promise<InspectorClient> {
    const found: { webSocketDebuggerUrl?: string } = {};
    await waitUntil(async () => {
      const [target] = await targetsOf(port);
      if (target !== undefined) Object.assign(found, target);
      return target !== undefined;
    });
    const client = new InspectorClient(new WebSocket(found.webSocketDebuggerUrl ?? ''));
    await once(client.socket, 'open');
    await client.#ask('Debugger.enable');
    return client;
  }

  /** Breaks before a line (counted from 1) of every script whose URL ends so; then lets a process go on that waits for this. */
  async breakAt(file: string, line: number): Promise<void> {
    const urlRegex = `.*${file.replaceAll('.', '\\.')}$`;
    await this.#ask('Debugger.setBreakpointByUrl', { urlRegex, lineNumber: line - 1 });
    await this.#ask('Runtime.runIfWaitingForDebugger');
  }

  /** The value of an expression where the breakpoint holds the function; stops on the way there are passed. */
  async valueAtBreakpoint(expression: string): Promise<unknown> {
    for (;;) {
      const { hitBreakpoints = [], callFrames } = await this.#paused();
      const [frame] = callFrames;
      if (hitBreakpoints.length > 0 && frame !== undefined) {
        const { callFrameId } = frame;
        const { result } = await this.#ask('Debugger.evaluateOnCallFrame', { callFrameId, expression });
        return result?.result?.value;
      }
      await this.resume();
    }
  }

  async resume(): Promise<void> {
    await this.#ask('Debugger.resume');
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #paused(): Promise<Paused> {
    return this.#take(({ method }) => method === 'Debugger.paused').then(({ params }) => params ?? { callFrames: [] });
  }

  #ask(method: string, params: object = {}): Promise<Message> {
    const id = (this.#lastId += 1);
    this.socket.send(JSON.stringify({ id, method, params }));
    return this.#take((message) => message.id === id);
  }

  async #take(isIt: (message: Message) => boolean): Promise<Message> {
    await waitUntil(() => this.#messages.some(isIt));
    const [message = {}] = this.#messages.splice(this.#messages.findIndex(isIt), 1);
    return message;
  }
}

/** None while nothing listens there, or not yet. */
async function targetsOf(port: number): Promise<readonly { readonly webSocketDebuggerUrl: string }[]> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    return (await answer.json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  } catch {
    return [];
  }
}
