import { listenHttp, type ListeningServer } from '../../../src/base/index.js';

/** What `test/functions/reports-event` tells, by event. */
export class EventReports implements AsyncDisposable {
  /** The run of Hearth that ran the event, once per time that it began. */
  readonly begunIn = new Map<string, number[]>();
  readonly done = new Set<string>();
  #begun = 0;
  #server: ListeningServer | undefined;
  readonly #waiting = new Set<() => void>();

  private constructor(private readonly host: string) {}

  /** Listens on that address of this machine, which the function can reach. */
  static async listen(host: string): Promise<EventReports> {
    const reports = new EventReports(host);
    reports.#server = await listenHttp(
      (request, response) => {
        const [, what, id = '', run = ''] = (request.url ?? '').split('/');
        if (what === 'began') reports.begunIn.set(id, [...(reports.begunIn.get(id) ?? []), Number(run)]);
        if (what === 'done') reports.done.add(id);
        if (what === 'began') reports.#begun += 1;
        response.end();
        for (const look of reports.#waiting) look();
        reports.#waiting.clear();
      },
      { host, port: 0 },
    );
    return reports;
  }

  get url(): string {
    return `http://${this.host}:${this.#server?.port ?? 0}`;
  }

  /** Events that began more than once. */
  get repeated(): readonly (readonly [id: string, runs: readonly number[]])[] {
    return [...this.begunIn].filter(([, runs]) => runs.length > 1);
  }

  /** Settles when so many more have begun. */
  async untilBegun(more: number): Promise<void> {
    const from = this.#begun;
    while (this.#begun < from + more) await this.#next();
  }

  /** Settles when all of these are done. */
  async untilDone(ids: Iterable<string>): Promise<void> {
    const open = new Set(ids);
    for (;;) {
      for (const id of open) if (this.done.has(id)) open.delete(id);
      if (open.size === 0) return;
      await this.#next();
    }
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }
}
