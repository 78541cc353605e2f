import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What an event is to do, by its id: succeed, fail once, or fail each time. */
export type Fate = 'succeeds' | 'fails-once' | 'fails';

/** A third of all, a third, and a third. */
export function fateOf(id: string): Fate {
  const fates = ['succeeds', 'fails-once', 'fails'] as const;
  return fates[Number(id.split('-')[1]) % fates.length] ?? 'succeeds';
}

/** The neighbour to which functions tell that an event ran, and that its record arrived. */
export class EventReports implements AsyncDisposable {
  /** How often each event ran. */
  readonly runs = new Map<string, number>();
  /** The condition of every record, by event. */
  readonly told = new Map<string, string[]>();
  readonly #server = http.createServer((request, response) => {
    const [, what, id = '', condition = ''] = (request.url ?? '').split('/');
    response.statusCode = what === 'ran' ? this.#ran(id) : this.#record(id, condition);
    request.resume();
    response.end();
  });

  /** Answers the URL by which functions reach it. */
  async listen(host: string): Promise<string> {
    await once(this.#server.listen(0, host), 'listening');
    return `http://${host}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Everything that has been told, for random moments that come while something happens. */
  get count(): number {
    return this.runs.size + this.told.size;
  }

  #ran(id: string): number {
    const runs = (this.runs.get(id) ?? 0) + 1;
    this.runs.set(id, runs);
    const fate = fateOf(id);
    return fate === 'fails' || (fate === 'fails-once' && runs === 1) ? 500 : 200;
  }

  #record(id: string, condition: string): number {
    this.told.set(id, [...(this.told.get(id) ?? []), condition]);
    return 200;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
