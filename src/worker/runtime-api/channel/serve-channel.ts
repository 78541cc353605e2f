import type { Duplex } from 'node:stream';
import { limits } from '../../../model/index.js';
import {
  containerError,
  entityTooLarge,
  errorBody,
  invalidResponseMode,
  type RuntimeApiError,
  truncatedRequest,
} from '../replies.js';
import type { InvocationDelivery, RuntimeAnswer } from '../runtime-api.js';
import { readPostedError } from '../runtime/posted-error.js';
import type { ReadBody } from '../runtime/read-body.js';
import type { LiveRuntimeSession, Poll } from '../runtime/session.js';
import { eventValues } from './event-values.js';
import { frameOf } from './frame.js';
import { FrameReader, type FrameTaker } from './frame-reader.js';

/**
 * Serves the endpoints of the runtime on a stream of frames, to a client of Hearth's own that holds the other end; what the frames are stands in the
 * README of this room. A client that writes anything else is cut off.
 */
export function serveChannel(session: LiveRuntimeSession, channel: Duplex): void {
  const served = new ServedChannel(session, channel);
  const reader = new FrameReader(served);
  channel.on('data', (chunk: Buffer) => {
    if (!reader.take(chunk)) channel.destroy();
  });
  // Its end is told by `close`.
  channel.on('error', () => undefined);
  channel.once('close', () => {
    reader.end();
    session.forgetConnection(channel);
  });
}

type Verb = 'next' | 'response' | 'error' | 'init-error';

/** A frame on its way in: what is wrong with it, or whose answer it is. */
interface Coming {
  readonly verb: Verb;
  readonly refusal?: RuntimeApiError;
  readonly delivery?: InvocationDelivery;
}

const nothing = Buffer.alloc(0);
const next: Coming = { verb: 'next' };
const refusals = {
  'too-large': entityTooLarge,
  truncated: truncatedRequest,
  'invalid-response-mode': invalidResponseMode,
};

class ServedChannel implements FrameTaker, Poll {
  #coming: Coming = next;

  constructor(
    private readonly session: LiveRuntimeSession,
    readonly socket: Duplex,
  ) {}

  begin(head: string): number | undefined {
    const coming = this.#comingBy(head);
    if (coming === undefined) return undefined;
    this.#coming = coming;
    return coming === next ? 0 : limits.bufferedResponse;
  }

  finish(body: ReadBody): void {
    const { verb, refusal, delivery } = this.#coming;
    if (refusal !== undefined) this.#refuse(verb, refusal);
    else if (verb === 'next') this.#poll();
    else if (verb === 'init-error') this.#takeInitError(body);
    else if (delivery !== undefined) this.#settle(delivery, verb, body);
  }

  answer(delivery: InvocationDelivery): void {
    this.#write(`event\n${eventValues(delivery).join('\n')}`, delivery.invocation.payload);
  }

  #comingBy(head: string): Coming | undefined {
    if (head === 'next') return next;
    if (head === 'init-error') {
      const refusal = this.session.closed ? containerError : this.session.acceptInitError();
      return refusal === undefined ? { verb: head } : { verb: head, refusal };
    }
    const lineEnd = head.indexOf('\n');
    const verb = head.slice(0, lineEnd);
    if (verb !== 'response' && verb !== 'error') return undefined;
    const to = verb === 'response' ? 'InvocationResponse' : 'InvocationErrorResponse';
    const delivery = this.session.acceptAnswer(head.slice(lineEnd + 1), undefined, to);
    return 'status' in delivery ? { verb, refusal: delivery } : { verb, delivery };
  }

  #poll(): void {
    const refusal = this.session.closed ? containerError : this.session.acceptPoll(this);
    if (refusal !== undefined) this.#refuse('next', refusal);
  }

  #settle(delivery: InvocationDelivery, verb: Verb, body: ReadBody): void {
    const answer = answerOf(verb, body);
    if (answer.kind === 'refused') this.#refuse(verb, refusals[answer.reason]);
    // Nobody waits to hear that a response was taken: what follows it is the next poll.
    else if (answer.kind === 'error') this.#write('accepted', nothing);
    this.session.settle(delivery, answer);
  }

  #takeInitError(body: ReadBody): void {
    if (body.kind === 'complete') this.#write('accepted', nothing);
    else this.#refuse('init-error', refusals[body.kind]);
    this.session.tellInitError(readPostedError({}, body.kind === 'complete' ? body.body : nothing));
  }

  #refuse(verb: Verb, refusal: RuntimeApiError): void {
    this.#write(`refused\n${verb}\n${refusal.status}`, Buffer.from(errorBody(refusal)));
  }

  #write(head: string, body: Buffer): void {
    for (const piece of frameOf(head, body)) this.socket.write(piece);
  }
}

function answerOf(verb: Verb, body: ReadBody): RuntimeAnswer {
  if (body.kind !== 'complete') return { kind: 'refused', reason: body.kind, streamed: false };
  if (verb === 'error') return { kind: 'error', error: readPostedError({}, body.body) };
  return { kind: 'response', payload: body.body, contentType: 'application/json', streamed: false };
}
