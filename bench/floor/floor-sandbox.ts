import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

const NEXT = '/2018-06-01/runtime/invocation/next';
const ACCEPTED = '{"status":"OK"}\n';

/** The least that a sandbox's runtime can be served with: `next` parks, an event answers it, the response goes to the caller. */
export class FloorSandbox {
  readonly #server: http.Server;
  #parked: http.ServerResponse | undefined;
  #caller: ((payload: Buffer) => void) | undefined;
  #asked = false;
  #invocations = 0;

  constructor(
    private readonly onFirstNext: () => void,
    private readonly onIdle: (sandbox: FloorSandbox) => void,
  ) {
    this.#server = http.createServer((request, response) => {
      if (request.url === NEXT) this.#park(response);
      else this.#settle(request, response);
    });
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
  }

  async listen(host: string): Promise<number> {
    await once(this.#server.listen(0, host), 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  invoke(event: Buffer, answer: (payload: Buffer) => void): void {
    this.#caller = answer;
    this.#invocations += 1;
    const parked = this.#parked;
    this.#parked = undefined;
    parked?.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': event.length,
      'Lambda-Runtime-Aws-Request-Id': `8476a536-e9f4-11e8-9739-${String(this.#invocations).padStart(12, '0')}`,
      'Lambda-Runtime-Deadline-Ms': Date.now() + 60_000,
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:000000000000:function:floor',
      'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1',
    });
    parked?.end(event);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #park(response: http.ServerResponse): void {
    this.#parked = response;
    if (!this.#asked) this.onFirstNext();
    this.#asked = true;
    this.onIdle(this);
  }

  #settle(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': ACCEPTED.length });
      response.end(ACCEPTED);
      this.#caller?.(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
  }
}
