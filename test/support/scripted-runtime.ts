import http from 'node:http';

/** An event as the Runtime API handed it out. */
export interface ReceivedEvent {
  readonly requestId: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export interface ReceivedReply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A small runtime client over real HTTP, which a test steers step by step. */
export class ScriptedRuntime {
  readonly #agent: http.Agent;

  constructor(
    /** Value of `AWS_LAMBDA_RUNTIME_API`. */
    readonly address: string,
    options: { readonly newConnectionPerRequest?: boolean } = {},
  ) {
    this.#agent = new http.Agent({ keepAlive: options.newConnectionPerRequest !== true });
  }

  async next(): Promise<ReceivedEvent> {
    const reply = await this.request('GET', '/2018-06-01/runtime/invocation/next');
    if (reply.status !== 200) throw new Error(`next answered ${reply.status}: ${reply.body.toString()}`);
    return {
      requestId: String(reply.headers['lambda-runtime-aws-request-id']),
      headers: reply.headers,
      rawHeaders: reply.rawHeaders,
      body: reply.body,
    };
  }

  respond(requestId: string, body: string | Buffer, headers: http.OutgoingHttpHeaders = {}): Promise<ReceivedReply> {
    return this.#post(`/2018-06-01/runtime/invocation/${requestId}/response`, body, headers);
  }

  fail(requestId: string, body: string | Buffer, headers: http.OutgoingHttpHeaders = {}): Promise<ReceivedReply> {
    return this.#post(`/2018-06-01/runtime/invocation/${requestId}/error`, body, headers);
  }

  initError(body: string, headers: http.OutgoingHttpHeaders = {}): Promise<ReceivedReply> {
    return this.#post('/2018-06-01/runtime/init/error', body, headers);
  }

  /** A chunked POST whose body and trailers the test writes itself. */
  stream(
    requestId: string,
    headers: http.OutgoingHttpHeaders,
    write: (request: http.ClientRequest) => void,
  ): Promise<ReceivedReply> {
    return this.#send('POST', `/2018-06-01/runtime/invocation/${requestId}/response`, headers, write).then(asText);
  }

  request(
    method: string,
    path: string,
  ): Promise<{ status: number; headers: http.IncomingHttpHeaders; rawHeaders: readonly string[]; body: Buffer }> {
    return this.#send(method, path, {}, (request) => request.end());
  }

  /** Closes every connection, as a dying process does. */
  die(): void {
    this.#agent.destroy();
  }

  #post(path: string, body: string | Buffer, headers: http.OutgoingHttpHeaders): Promise<ReceivedReply> {
    const length = { 'Content-Length': Buffer.byteLength(body), ...headers };
    return this.#send('POST', path, length, (request) => request.end(body)).then(asText);
  }

  #send(
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders,
    write: (request: http.ClientRequest) => void,
  ): Promise<{ status: number; headers: http.IncomingHttpHeaders; rawHeaders: readonly string[]; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const url = `http://${this.address}${path}`;
      const request = http.request(url, { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const { statusCode = 0, headers: received, rawHeaders } = response;
          resolve({ status: statusCode, headers: received, rawHeaders, body: Buffer.concat(chunks) });
        });
      });
      request.once('error', reject);
      write(request);
    });
  }
}

function asText(reply: { status: number; headers: http.IncomingHttpHeaders; body: Buffer }): ReceivedReply {
  return { status: reply.status, headers: reply.headers, body: reply.body.toString('utf8') };
}
