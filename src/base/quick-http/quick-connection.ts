import type { Socket } from 'node:net';
import { handOver } from './hand-over.js';
import { QuickResponse, type AnsweredConnection } from './quick-response.js';
import { RequestReader } from './read-whole-request.js';
import type { QuickListener } from './whole-exchange.js';

export interface QuickConnectionParts {
  readonly listener: QuickListener;
  readonly ownHeaders: (isDated: boolean) => string;
  /** Serves the connection from now on, as if it began with what has been put back. */
  readonly serveByHttp: (socket: Socket) => void;
  /** How long a new connection may be silent until `node:http` takes it over with its own patience; 0: for ever. */
  readonly silenceMs: number;
  /** How long it may rest between two requests; 0: for ever. */
  readonly idleMs: number;
}

/** As much may come beside an answer that is still being made, before the connection is no longer read. */
const mostEarly = 64 * 1024;

/** What `node:http` sends where a request ends in its midst. */
const badRequest = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

/**
 * Reads requests that come whole from their bytes, which takes a fifth of what `node:http` makes of them. At the first one that does not, or
 * that the listener leaves, the connection is `node:http`'s, which reads that request from its beginning: here is no half of a request.
 */
export class QuickConnection implements AnsweredConnection {
  /** Of the request that is being answered. */
  #response: QuickResponse | undefined;
  #hasServed = false;
  /** Came while a request was being answered. */
  #early: Buffer | undefined;
  /** The beginning of a request: many clients send head and body one after the other. */
  #begun: Buffer | undefined;
  readonly #reader = new RequestReader();

  constructor(
    readonly socket: Socket,
    private readonly parts: QuickConnectionParts,
  ) {
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose).on('error', this.#onError);
    socket.on('timeout', this.#onTimeout);
    if (parts.silenceMs > 0) socket.setTimeout(parts.silenceMs);
  }

  get isIdle(): boolean {
    return this.#response === undefined && this.#begun === undefined;
  }

  ownHeaders(isDated: boolean): string {
    return this.parts.ownHeaders(isDated);
  }

  answered(): void {
    this.#response = undefined;
    const early = this.#early;
    if (early === undefined || !this.socket.writable) return;
    this.#early = undefined;
    this.socket.resume();
    this.#receive(early, true);
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#response === undefined) {
      const begun = this.#begun;
      this.#begun = undefined;
      this.#receive(begun === undefined ? bytes : Buffer.concat([begun, bytes]), begun === undefined);
      return;
    }
    this.#early = this.#early === undefined ? bytes : Buffer.concat([this.#early, bytes]);
    if (this.#early.length >= mostEarly) this.socket.pause();
  };

  /** As `node:http` does where half-open connections are not allowed, which is its default. */
  readonly #onEnd = (): void => {
    this.socket.end(this.#begun === undefined ? '' : badRequest);
  };

  readonly #onClose = (): void => {
    this.#response?.close();
  };

  /** It closes too. */
  readonly #onError = (): void => undefined;

  readonly #onTimeout = (): void => {
    if (this.#begun !== undefined || !this.#hasServed) this.#handOver(this.#begun);
    else if (this.#response === undefined) this.socket.destroy();
  };

  #receive(bytes: Buffer, mayWait: boolean): void {
    const read = this.#reader.read(bytes);
    if (read === 'bodiless' && mayWait) {
      this.#begun = bytes;
      return;
    }
    if (read === undefined || read === 'bodiless') {
      this.#handOver(bytes);
      return;
    }
    const { method, url, rawHeaders, headers, bodyAt } = read;
    const response = new QuickResponse(this);
    this.#response = response;
    const body = bytes.subarray(bodyAt);
    const request = {
      method,
      url,
      rawHeaders,
      headers,
      socket: this.socket,
      httpVersion: '1.1',
      httpVersionMajor: 1,
      body,
    };
    if (!this.parts.listener(request, response)) {
      this.#response = undefined;
      this.#handOver(bytes);
    } else if (!this.#hasServed) {
      this.#hasServed = true;
      this.socket.setTimeout(this.parts.idleMs);
    }
  }

  #handOver(bytes?: Buffer): void {
    const { socket } = this;
    socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose).off('error', this.#onError);
    socket.off('timeout', this.#onTimeout).setTimeout(0);
    handOver(socket, this.parts.serveByHttp, bytes);
  }
}
