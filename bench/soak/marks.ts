import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** The neighbour to which functions tell that an event ran. */
export class Marks implements AsyncDisposable {
  readonly #seen = new Map<string, number>();
  readonly #server = http.createServer((request, response) => {
    const mark = (request.url ?? '').slice(1);
    this.#seen.set(mark, (this.#seen.get(mark) ?? 0) + 1);
    request.resume();
    response.end();
  });

  /** Answers the URL by which functions reach it. */
  async listen(host: string): Promise<string> {
    await once(this.#server.listen(0, host), 'listening');
    return `http://${host}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How often an event ran. */
  timesOf(mark: string): number {
    return this.#seen.get(mark) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
