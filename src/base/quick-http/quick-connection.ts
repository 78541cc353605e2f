import type { Socket } from 'node:net';
import { handOver } from './hand-over.js';
import { QuickResponse, type AnsweredConnection } from './quick-response.js';
import { readWholeRequest } from './read-whole-request.js';
import type { QuickListener } from './whole-exchange.js';

export interface QuickConnectionParts {
  readonly listener: QuickListener;
  readonly ownHeaders: () => string;
  /** Serves the connection from now on, as if it began with what has been put back. */
  readonly serveByHttp: (socket: Socket) => void;
  /** How long a new connection may be silent until `node:http` takes it over with its own patience; 0: for ever. */
  readonly silenceMs: number;
  /** How long it may rest between two requests; 0: for ever. */
  readonly idleMs: number;
}

/** As much may come beside an answer that is still being made, before the connection is no longer read. */
const mostEarly = 64 * 1024;

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

  constructor(
    readonly socket: Socket,
    private readonly parts: QuickConnectionParts,
  ) {
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose).on('error', this.#onError);
    socket.on('timeout', this.#onTimeout);
    if (parts.silenceMs > 0) socket.setTimeout(parts.silenceMs);
  }

  get isIdle(): boolean {
    return this.#response === undefined;
  }

  ownHeaders(): string {
    return this.parts.ownHeaders();
  }

  answered(): void {
    this.#response = undefined;
    const early = this.#early;
    if (early === undefined || !this.socket.writable) return;
    this.#early = undefined;
    this.socket.resume();
    this.#receive(early);
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#response === undefined) {
      this.#receive(bytes);
      return;
    }
    this.#early = this.#early === undefined ? bytes : Buffer.concat([this.#early, bytes]);
    if (this.#early.length >= mostEarly) this.socket.pause();
  };

  /** As `node:http` does where half-open connections are not allowed, which is its default. */
  readonly #onEnd = (): void => {
    this.socket.end();
  };

  readonly #onClose = (): void => {
    this.#response?.close();
  };

  /** It closes too. */
  readonly #onError = (): void => undefined;

  readonly #onTimeout = (): void => {
    if (!this.#hasServed) this.#handOver();
    else if (this.#response === undefined) this.socket.destroy();
  };

  #receive(bytes: Buffer): void {
    const read = readWholeRequest(bytes);
    if (read === undefined) {
      this.#handOver(bytes);
      return;
    }
    const { method, url, headers, bodyAt } = read;
    const response = new QuickResponse(this);
    this.#response = response;
    const request = { method, url, headers, socket: this.socket, body: bytes.subarray(bodyAt) };
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
