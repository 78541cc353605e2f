import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { containerError, replyError } from '../replies.js';
import type { InvocationDelivery } from '../runtime-api.js';
import { eventHead } from './event-head.js';
import type { LiveRuntimeSession, Poll } from './session.js';

/** `GET /runtime/invocation/next`: blocks without bound until there is an event. */
export function answerNext(session: LiveRuntimeSession, response: ServerResponse): void {
  const error = session.closed ? containerError : session.acceptPoll(new HttpPoll(response));
  if (error !== undefined) replyError(response, error);
}

class HttpPoll implements Poll {
  readonly socket: Socket;

  constructor(private readonly response: ServerResponse) {
    this.socket = response.req.socket;
  }

  answer(delivery: InvocationDelivery): void {
    this.response.writeHead(200, eventHead(delivery));
    this.response.end(delivery.invocation.payload);
  }
}
