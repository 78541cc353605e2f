import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { FloorSandbox } from './floor-sandbox.js';

type Take = (sandbox: FloorSandbox) => void;

/**
 * The floor that a warm invocation is compared to: `Invoke` → `next` → response on `node:http`, with no logs, no checks, no limits
 * and no errors. `?sandbox=n` pins a call to one sandbox; others take the idle one used last.
 */
export class FloorServer {
  readonly #sandboxes: FloorSandbox[] = [];
  readonly #idle: FloorSandbox[] = [];
  readonly #waiting: Take[] = [];
  readonly #pinned = new Map<FloorSandbox, Take>();
  readonly #server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const event = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      const pin = /\?sandbox=(\d+)/.exec(request.url ?? '')?.[1];
      this.#lend(pin === undefined ? undefined : this.#sandboxes[Number(pin)], (sandbox) => {
        sandbox.invoke(event, (payload) => {
          response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': payload.length });
          response.end(payload);
        });
      });
    });
  });

  async listen(): Promise<number> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Opens Runtime APIs; answers their ports and the number of the first. */
  async open(
    host: string,
    count: number,
    onReady: (sandbox: number) => void,
  ): Promise<{ first: number; ports: number[] }> {
    const first = this.#sandboxes.length;
    const opened = Array.from({ length: count }, (_unused, index) => {
      return new FloorSandbox(
        () => onReady(first + index),
        (sandbox) => this.#return(sandbox),
      );
    });
    this.#sandboxes.push(...opened);
    return { first, ports: await Promise.all(opened.map((sandbox) => sandbox.listen(host))) };
  }

  /** Closes all Runtime APIs; their runtimes end by that. */
  closeSandboxes(): void {
    for (const sandbox of this.#sandboxes.splice(0)) sandbox.close();
    this.#idle.length = 0;
    this.#waiting.length = 0;
    this.#pinned.clear();
  }

  #lend(wanted: FloorSandbox | undefined, take: Take): void {
    if (wanted === undefined) {
      const sandbox = this.#idle.pop();
      if (sandbox === undefined) this.#waiting.push(take);
      else take(sandbox);
      return;
    }
    const place = this.#idle.indexOf(wanted);
    if (place < 0) this.#pinned.set(wanted, take);
    else take(...(this.#idle.splice(place, 1) as [FloorSandbox]));
  }

  #return(sandbox: FloorSandbox): void {
    const pinned = this.#pinned.get(sandbox);
    this.#pinned.delete(sandbox);
    const take = pinned ?? this.#waiting.shift();
    if (take === undefined) this.#idle.push(sandbox);
    else take(sandbox);
  }
}
