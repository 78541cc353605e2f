import type { Socket } from 'node:net';
import { CollectedBytes, handOver } from '../../../base/index.js';
import { limits } from '../../../model/index.js';
import { acceptedReply, rawHead, truncatedReply } from '../replies.js';
import type { Verdict } from '../admitted-peers.js';
import type { InvocationDelivery } from '../runtime-api.js';
import { eventHead } from './event-head.js';
import { type QuickRequest, readQuickRequest } from './quick-request.js';
import type { LiveRuntimeSession, Poll } from './session.js';

export interface QuickConnectionParts {
  /** Current when the connection was made. */
  readonly session: LiveRuntimeSession;
  readonly verdict: () => Verdict;
  /** Serves the connection from now on, as if it began with what has been put back. */
  readonly serveByHttp: (socket: Socket) => void;
}

/** Two buffers cost the kernel more to take than a short one costs to copy. */
const worthJoining = 64 * 1024;

/** A response whose body is on its way. */
interface Incoming {
  readonly delivery: InvocationDelivery;
  readonly contentType: string;
  readonly body: CollectedBytes;
  readonly length: number;
}

/**
 * Answers the two requests of every warm invocation from the bytes themselves, which takes a fifth of what `node:http` makes of them. At
 * the first request that is in any way unusual, or wrong, the connection is `node:http`'s, which reads that request from its beginning.
 */
export class QuickConnection implements Poll {
  #incoming: Incoming | undefined;
  #isPolling = false;
  /** Came before it could be looked at. */
  #early: Buffer | undefined;
  #isAdmitted = false;
  /** The bytes of a poll, which clients do not change. */
  #usualPoll: Buffer | undefined;

  constructor(
    readonly socket: Socket,
    private readonly parts: QuickConnectionParts,
  ) {
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose).on('error', this.#onError);
  }

  answer(delivery: InvocationDelivery): void {
    this.#isPolling = false;
    const { payload } = delivery.invocation;
    const head = Buffer.from(rawHead('200 OK', eventHead(delivery)), 'latin1');
    if (payload.length <= worthJoining) {
      this.socket.write(Buffer.concat([head, payload]));
    } else {
      this.socket.cork();
      this.socket.write(head);
      this.socket.write(payload);
      this.socket.uncork();
    }
    this.#resume();
  }

  /** Whether the peer may talk has been decided. */
  decide(): void {
    this.#resume();
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#incoming !== undefined) {
      this.#collect(this.#incoming, bytes);
    } else if (this.#isPolling || !this.#mayTalk()) {
      this.#early = bytes;
      this.socket.pause();
    } else {
      this.#receive(bytes);
    }
  };

  readonly #onEnd = (): void => {
    if (this.#incoming === undefined) this.socket.end();
    else this.socket.end(truncatedReply());
  };

  readonly #onClose = (): void => {
    const incoming = this.#incoming;
    this.#incoming = undefined;
    if (incoming === undefined) return;
    this.parts.session.settle(incoming.delivery, { kind: 'refused', reason: 'truncated', streamed: false });
  };

  /** It closes too. */
  readonly #onError = (): void => undefined;

  #mayTalk(): boolean {
    if (this.#isAdmitted) return true;
    const verdict = this.parts.verdict();
    this.#isAdmitted = verdict === 'admitted';
    if (verdict === 'refused') this.socket.destroy();
    return this.#isAdmitted;
  }

  #receive(bytes: Buffer): void {
    const { session } = this.parts;
    const isUsualPoll = this.#usualPoll?.equals(bytes) === true;
    const request: QuickRequest | undefined = isUsualPoll ? { endpoint: 'next' } : readQuickRequest(bytes);
    if (request === undefined || session.closed) {
      this.#handOver(bytes);
    } else if (request.endpoint === 'next') {
      this.#usualPoll ??= bytes;
      this.#isPolling = true;
      if (session.acceptPoll(this) !== undefined) this.#handOver(bytes);
    } else {
      const { requestId, invocationId, contentType, contentLength: length, bodyAt } = request;
      const isTooLarge = length > limits.bufferedResponse;
      const delivery = isTooLarge ? undefined : session.acceptAnswer(requestId, invocationId, 'InvocationResponse');
      if (delivery === undefined || 'status' in delivery) {
        this.#handOver(bytes);
        return;
      }
      this.#incoming = { delivery, contentType, length, body: new CollectedBytes(length) };
      this.#collect(this.#incoming, bytes.subarray(bodyAt));
    }
  }

  #collect({ delivery, contentType, length, body }: Incoming, bytes: Buffer): void {
    const missing = length - body.length;
    if (bytes.length < missing) {
      body.add(bytes);
      return;
    }
    body.add(bytes.subarray(0, missing));
    this.#incoming = undefined;
    this.socket.write(acceptedReply, 'latin1');
    this.parts.session.settle(delivery, { kind: 'response', payload: body.bytes(), contentType, streamed: false });
    if (bytes.length > missing) this.#onData(bytes.subarray(missing));
  }

  #resume(): void {
    const early = this.#early;
    if (early === undefined) return;
    this.#early = undefined;
    this.socket.resume();
    this.#onData(early);
  }

  #handOver(bytes: Buffer): void {
    const { socket } = this;
    socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose).off('error', this.#onError);
    handOver(socket, this.parts.serveByHttp, bytes);
  }
}
