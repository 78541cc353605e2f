import http from 'node:http';
import { text } from 'node:stream/consumers';
import { waitUntil } from '../wait-until.js';

/** One request of a load, as its caller saw it. */
export interface RequestOutcome {
  readonly path: string;
  /** How many requests of the whole load had begun before this one. */
  readonly number: number;
  /** 0 when no answer came. */
  readonly status: number;
  /** The answer's text, or why none came. */
  readonly text: string;
}

/** Callers that send requests one after the other on connections of their own, until they are stopped. */
export class SteadyRequests implements AsyncDisposable {
  readonly outcomes: RequestOutcome[] = [];
  #begun = 0;
  #isStopping = false;
  readonly #callers: Promise<unknown>;
  readonly #agent = new http.Agent({ keepAlive: true });

  /** One caller per path; a path may come more than once. */
  constructor(
    private readonly url: string,
    paths: readonly string[],
  ) {
    this.#callers = Promise.all(paths.map((path) => this.#callOverAndOver(path)));
  }

  /** Requests begun so far: what begins from now on has this number or a higher one. */
  get begun(): number {
    return this.#begun;
  }

  /** What was answered to requests for `path` that began with this number or later. */
  since(number: number, path: string): readonly RequestOutcome[] {
    return this.outcomes.filter((outcome) => outcome.number >= number && outcome.path === path);
  }

  /** Settles when each path has so many more answers, to requests that begin from now on. */
  async untilAnswered(more: number, ...paths: readonly string[]): Promise<void> {
    const from = this.#begun;
    await waitUntil(() => paths.every((path) => this.since(from, path).length >= more));
  }

  /** Settles when every request has ended. */
  async stop(): Promise<readonly RequestOutcome[]> {
    this.#isStopping = true;
    await this.#callers;
    this.#agent.destroy();
    return this.outcomes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #callOverAndOver(path: string): Promise<void> {
    while (!this.#isStopping) {
      const number = this.#begun;
      this.#begun += 1;
      const answer = await this.#send(path).catch((error: unknown) => ({ status: 0, text: String(error) }));
      this.outcomes.push({ path, number, ...answer });
    }
  }

  #send(path: string): Promise<Pick<RequestOutcome, 'status' | 'text'>> {
    return new Promise((resolve, reject) => {
      http
        .get(new URL(path, this.url), { agent: this.#agent }, (response) => {
          text(response).then((body) => {
            resolve({ status: response.statusCode ?? 0, text: body });
          }, reject);
        })
        .once('error', reject);
    });
  }
}
