import http from 'node:http';
import { errorBody, xrayCause } from './error-bodies.mjs';
import { refusedPost, serialise } from './posts.mjs';

const version = '/2018-06-01';
const maxCauseLength = 1024 * 1024;

/** The client's side of the Runtime API over HTTP, on a connection that is kept open, and one more where an error is posted beside a poll. */
export class HttpApi {
  constructor(hostAndPort) {
    const [hostname, port] = hostAndPort.split(':');
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
    this.target = { hostname, port: Number(port), agent: this.agent };
  }

  /** Waits for the next event, without bound. */
  async next() {
    const { status, headers, body } = await this.#call('GET', '/runtime/invocation/next');
    if (status !== 200) throw new Error(`The Runtime API answered ${status} to next: ${body}`);
    return { headers, event: body };
  }

  /** Posts a result; a refusal (413, 403) is told in the log and the loop goes on, as the official client does. */
  async respond(requestId, result) {
    await this.#post(`/runtime/invocation/${encodeURIComponent(requestId)}/response`, serialise(result));
  }

  async fail(requestId, thrown) {
    const cause = xrayCause(thrown);
    const header =
      cause !== '' && cause.length < maxCauseLength
        ? { 'lambda-runtime-function-xray-error-cause': toAscii(cause) }
        : {};
    await this.#post(
      `/runtime/invocation/${encodeURIComponent(requestId)}/error`,
      serialise(errorBody(thrown)),
      header,
    );
  }

  async failInit(thrown) {
    const body = errorBody(thrown);
    await this.#post('/runtime/init/error', serialise(body), {
      'Lambda-Runtime-Function-Error-Type': toAscii(body.errorType),
    });
  }

  /** Opens the streamed response of an invocation; `answered` settles when the API has taken all of it. */
  openStream(requestId, highWaterMark) {
    const path = `${version}/runtime/invocation/${encodeURIComponent(requestId)}/response`;
    const headers = {
      'Lambda-Runtime-Function-Response-Mode': 'streaming',
      Trailer: ['Lambda-Runtime-Function-Error-Type', 'Lambda-Runtime-Function-Error-Body'],
      'Content-Type': 'application/octet-stream',
      'Transfer-Encoding': 'chunked',
    };
    const request = http.request({
      ...this.target,
      method: 'POST',
      path,
      headers,
      ...(highWaterMark && { highWaterMark }),
    });
    const answered = new Promise((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => {
        response.resume();
        response.on('end', resolve);
        response.on('error', reject);
      });
    });
    // Whoever waits for it sees the failure; a handler that never does must not end the process by it.
    answered.catch(() => undefined);
    return { request, answered };
  }

  async #post(path, body, headers = {}) {
    const bytes = Buffer.from(body);
    const answer = await this.#call('POST', path, bytes, {
      'Content-Type': 'application/json',
      'Content-Length': bytes.length,
      ...headers,
    });
    if (answer.status < 200 || answer.status > 299) {
      process.stderr.write(refusedPost(path, answer.status, answer.body));
    }
  }

  #call(method, path, body, headers) {
    return new Promise((resolve, reject) => {
      const request = http.request({ ...this.target, method, path: version + path, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}

// A header takes Latin-1 only: everything else goes as a JSON escape, which means the same.
function toAscii(text) {
  return text.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
