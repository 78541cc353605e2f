import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import type { FloorOrder, FloorReport } from '../floor/protocol.js';
import type { BenchRun } from '../frame/bench.js';
import { DockerEngine } from './docker-engine.js';
import { HttpClient } from './http-client.js';
import { plainContainer, type PlainFunction } from './plain-container.js';
import { runLabel } from './run-label.js';

/** Containers side by side that the floor boots when it boots many: more only make all of them slower. */
const startsAtOnce = 4;

/** The floor's process with the containers that it drives. */
export class Floor implements AsyncDisposable {
  readonly engine = new DockerEngine();
  readonly #reports = new EventEmitter();
  readonly #containers: string[] = [];
  readonly #client: HttpClient;

  private constructor(
    private readonly child: ChildProcess,
    private readonly run: BenchRun,
    private readonly runtimeApiHost: string,
    port: number,
  ) {
    this.#reports.setMaxListeners(0);
    child.on('message', (report: FloorReport) => {
      this.#reports.emit(report.report === 'ready' ? `ready ${report.sandbox}` : report.report, report);
    });
    this.#client = new HttpClient(`http://127.0.0.1:${port}`, 256);
  }

  static async start(run: BenchRun): Promise<Floor> {
    const runtimeApiHost = await new DockerEngine().bridgeAddress();
    const child = fork(path.join(run.programs, 'floor.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    send(child, { order: 'serve', runtimeApiHost });
    const [serving] = (await once(child, 'message', { signal: run.signal })) as [FloorReport & { report: 'serving' }];
    return new Floor(child, run, runtimeApiHost, serving.port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Calls the idle sandbox used last, or the one of this number. */
  async invoke(payload: Buffer, sandbox?: number): Promise<Buffer> {
    const query = sandbox === undefined ? '' : `?sandbox=${sandbox}`;
    const { body } = await this.#client.request('POST', `/2015-03-31/functions/floor/invocations${query}`, payload);
    return body;
  }

  /** Boots more sandboxes until there are this many. */
  async grow(wanted: PlainFunction, count: number): Promise<void> {
    const { first, ports } = await this.open(count - this.#containers.length);
    const numbered = ports.map((port, index) => ({ port, sandbox: first + index }));
    const worker = async (): Promise<void> => {
      for (let next = numbered.shift(); next !== undefined; next = numbered.shift()) {
        await this.boot(wanted, next.sandbox, next.port);
      }
    };
    await Promise.all(Array.from({ length: startsAtOnce }, worker));
  }

  /** Opens Runtime APIs whose sandboxes are still to be booted. */
  async open(count: number): Promise<{ readonly first: number; readonly ports: readonly number[] }> {
    const opened = this.#next<FloorReport & { report: 'opened' }>('opened');
    send(this.child, { order: 'open', count });
    return opened;
  }

  /** `docker create` and `start` on the default bridge, up to the runtime's first `next`. */
  async boot(wanted: PlainFunction, sandbox: number, port: number): Promise<void> {
    const ready = this.#next(`ready ${sandbox}`);
    const runtimeApi = `${this.runtimeApiHost}:${port}`;
    const id = await this.engine.create(plainContainer(wanted, runtimeApi, runLabel(this.run.runId)));
    this.#containers.push(id);
    await this.engine.start(id);
    await ready;
  }

  /** Boots this many at once and answers their numbers, each to be called as soon as it is ready, or before. */
  async bootAtOnce(
    wanted: PlainFunction,
    count: number,
  ): Promise<readonly { sandbox: number; ready: Promise<void> }[]> {
    const { first, ports } = await this.open(count);
    return ports.map((port, index) => ({ sandbox: first + index, ready: this.boot(wanted, first + index, port) }));
  }

  /** Removes all sandboxes; the floor goes on. */
  async clear(): Promise<void> {
    const closed = this.#next('closed');
    send(this.child, { order: 'close' });
    await closed;
    await Promise.all(this.#containers.splice(0).map((id) => this.engine.remove(id)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client[Symbol.dispose]();
    const ended = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    await Promise.all([ended, ...this.#containers.splice(0).map((id) => this.engine.remove(id))]);
  }

  async #next<T>(report: string): Promise<T> {
    const [value] = (await once(this.#reports, report, { signal: this.run.signal })) as [T];
    return value;
  }
}

function send(child: ChildProcess, order: FloorOrder): void {
  child.send(order);
}
