import http from 'node:http';
import { PlatformError } from '../../src/base/index.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One HTTP client for all that is compared: keep-alive connections, bodies as bytes. */
export class HttpClient implements Disposable {
  readonly #agent: http.Agent;
  readonly #target: URL;

  constructor(
    readonly baseUrl: string,
    connections: number,
  ) {
    this.#target = new URL(baseUrl);
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });
  }

  request(method: string, path: string, body?: Buffer, headers: http.OutgoingHttpHeaders = {}): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          agent: this.#agent,
          host: this.#target.hostname,
          port: this.#target.port,
          method,
          path,
          headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
          });
        },
      );
      request.once('error', reject);
      request.end(body);
    });
  }

  async json<T>(path: string): Promise<T> {
    const { status, body } = await this.request('GET', path);
    if (status !== 200) throw new PlatformError(`GET ${path} answered ${status}: ${body.toString()}`);
    return JSON.parse(body.toString()) as T;
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
