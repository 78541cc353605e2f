import { Socket } from 'node:net';
import { errorBody } from './error-bodies.mjs';
import { FrameReader, frameOf } from './frames.mjs';
import { refusedPost, serialise } from './posts.mjs';

/** What an event's head tells, in this order: the headers that `next` has over HTTP. */
const eventHeaders = [
  'lambda-runtime-aws-request-id',
  'lambda-runtime-deadline-ms',
  'lambda-runtime-invoked-function-arn',
  'lambda-runtime-trace-id',
  'lambda-runtime-invocation-id',
  'lambda-runtime-client-context',
  'lambda-runtime-cognito-identity',
  'lambda-runtime-aws-tenant-id',
];

/**
 * The client's side of the Runtime API on a channel to Hearth: a write for each call, and for an event a read. Streamed responses
 * go over HTTP.
 */
export class ChannelApi {
  #socket;
  #lastPost = '';
  /** Who waits for an event, and who for the answer to a post: an error that nobody has caught is posted beside a poll. */
  #poll;
  #post;
  #lost;

  constructor(descriptor) {
    const reader = new FrameReader((head, body) => this.#take(head, body));
    const buffer = Buffer.allocUnsafeSlow(65_536);
    const callback = (length) => {
      reader.take(buffer.subarray(0, length));
      return true;
    };
    this.#socket = new Socket({ fd: descriptor, readable: true, writable: true, onread: { buffer, callback } });
    // Only who waits keeps the event loop running.
    this.#socket.unref();
    this.#socket.on('error', (error) => this.#lose(error));
    this.#socket.on('close', () => this.#lose(new Error('the channel to it was closed')));
  }

  /** Waits for the next event, without bound. */
  next() {
    return this.#ask(frameOf('next', ''), (waiting) => (this.#poll = waiting));
  }

  /** Posts a result. A refusal (413, 403) is told in the log when it comes, and the loop goes on, as the official client does. */
  async respond(requestId, result) {
    const text = serialise(result);
    this.#lastPost = `/runtime/invocation/${encodeURIComponent(requestId)}/response`;
    if (this.#lost !== undefined) throw this.#lost;
    this.#socket.write(frameOf(`response\n${requestId}`, text));
  }

  async fail(requestId, thrown) {
    this.#lastPost = `/runtime/invocation/${encodeURIComponent(requestId)}/error`;
    await this.#askAboutPost(frameOf(`error\n${requestId}`, serialise(errorBody(thrown))));
  }

  async failInit(thrown) {
    this.#lastPost = '/runtime/init/error';
    await this.#askAboutPost(frameOf('init-error', serialise(errorBody(thrown))));
  }

  #askAboutPost(frame) {
    return this.#ask(frame, (waiting) => (this.#post = waiting));
  }

  #ask(frame, wait) {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) {
        reject(this.#lost);
        return;
      }
      wait({ resolve, reject });
      this.#socket.ref();
      this.#socket.write(frame);
    });
  }

  #take(head, body) {
    const [kind, ...values] = head.split('\n');
    if (kind === 'event') this.#polled().resolve({ headers: headersOf(values), event: body });
    else if (kind === 'accepted') this.#posted().resolve();
    else this.#takeRefusal(values, body);
  }

  #takeRefusal([verb, status], body) {
    if (verb === 'next') {
      this.#polled().reject(new Error(`The Runtime API answered ${status} to next: ${body}`));
      return;
    }
    process.stderr.write(refusedPost(this.#lastPost, status, body));
    // Nobody waits for what becomes of a response.
    if (verb !== 'response') this.#posted().resolve();
  }

  #polled() {
    const poll = this.#poll;
    this.#poll = undefined;
    if (this.#post === undefined) this.#socket.unref();
    return poll;
  }

  #posted() {
    const post = this.#post;
    this.#post = undefined;
    if (this.#poll === undefined) this.#socket.unref();
    return post;
  }

  #lose(error) {
    this.#lost ??= error;
    const waiting = [this.#poll, this.#post];
    this.#poll = undefined;
    this.#post = undefined;
    for (const each of waiting) each?.reject(this.#lost);
  }
}

function headersOf(values) {
  const headers = {};
  for (let index = 0; index < eventHeaders.length; index += 1) {
    if (values[index] !== '') headers[eventHeaders[index]] = values[index];
  }
  return headers;
}
