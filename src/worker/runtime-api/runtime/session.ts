import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type {
  InvocationDelivery,
  RuntimeAnswer,
  RuntimeSession,
  RuntimeSessionListener,
  PostedError,
} from '../runtime-api.js';
import { illegalTransition, invalidInvocationId, invalidRequestId, type RuntimeApiError } from '../replies.js';
import { isLegalRuntimeMove, type RuntimeState } from './runtime-states.js';

/** A `next` that waits for its event. */
export interface Poll {
  /** The connection or channel that it waits on, and is gone with. */
  readonly socket: Duplex;
  answer(delivery: InvocationDelivery): void;
}

/** State of one runtime process behind its endpoints: which event it has, whether it has answered, who waits. */
export class LiveRuntimeSession implements RuntimeSession {
  #state: RuntimeState = 'Started';
  #current: InvocationDelivery | undefined;
  #answerAccepted = false;
  #closed = false;
  #polls: Poll[] = [];

  constructor(private readonly listener: RuntimeSessionListener) {}

  get polling(): boolean {
    return this.#polls.length > 0;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get state(): RuntimeState {
    return this.#state;
  }

  deliver(delivery: InvocationDelivery): void {
    // The newest poll: an older one that is still there is one that its client has given up.
    const poll = this.#closed ? undefined : this.#polls.pop();
    if (poll === undefined) throw new Error('The runtime does not wait for an event.');
    this.#move('Running');
    this.#current = delivery;
    this.#answerAccepted = false;
    poll.answer(delivery);
  }

  close(): void {
    this.#closed = true;
    this.#current = undefined;
  }

  /** A poll: parks it, or answers the event that is running and unanswered once more. Answers what is wrong with it, if anything. */
  acceptPoll(poll: Poll): RuntimeApiError | undefined {
    if (!isLegalRuntimeMove(this.#state, 'Ready')) return illegalTransition(this.#state, 'Ready');
    if (this.#state === 'Running' && this.#current !== undefined) {
      poll.answer(this.#current);
      return undefined;
    }
    this.#state = 'Ready';
    this.#current = undefined;
    this.#polls.push(poll);
    this.listener.onNext();
    return undefined;
  }

  /** Checks an answer to an invocation: first the ids, then the state (runtime contract §1.2). */
  acceptAnswer(
    requestId: string,
    echoedInvocationId: string | undefined,
    to: 'InvocationResponse' | 'InvocationErrorResponse',
  ): InvocationDelivery | RuntimeApiError {
    const current = this.#current;
    if (current === undefined || current.invocation.requestId !== requestId || this.#answerAccepted) {
      return invalidRequestId;
    }
    if (echoedInvocationId !== undefined && echoedInvocationId !== current.invocationId) return invalidInvocationId;
    if (!isLegalRuntimeMove(this.#state, to)) return illegalTransition(this.#state, to);
    this.#state = to;
    return current;
  }

  /** Ends the answer to `delivery`; false when the session was closed meanwhile, so that it must not count. */
  settle(delivery: InvocationDelivery, answer: RuntimeAnswer): boolean {
    if (this.#closed || this.#current !== delivery) return false;
    this.#move('RuntimeResponseSentState');
    // A refused answer keeps its id valid: what follows it is an illegal move (403), not an unknown id.
    this.#answerAccepted = answer.kind !== 'refused';
    delivery.onAnswer(answer);
    return true;
  }

  /** A connection or channel of the runtime is gone, and with it what waited on it. */
  forgetConnection(socket: Duplex): void {
    const left = this.#polls.filter((poll) => poll.socket !== socket);
    const wasPolling = left.length < this.#polls.length;
    this.#polls = left;
    const isMissed = this.#state === 'Running' || (wasPolling && !this.polling);
    if (isMissed && !this.#closed) this.listener.onConnectionLost();
  }

  acceptInitError(): RuntimeApiError | undefined {
    if (!isLegalRuntimeMove(this.#state, 'InitError')) return illegalTransition(this.#state, 'InitError');
    this.#state = 'InitError';
    return undefined;
  }

  tellInitError(error: PostedError): void {
    if (!this.#closed) this.listener.onInitError(error);
  }

  #move(to: RuntimeState): void {
    if (!isLegalRuntimeMove(this.#state, to)) throw new Error(`Illegal move of a runtime: ${this.#state} to ${to}.`);
    this.#state = to;
  }
}

/** Which attempt a POST says that it answers. */
export function echoedInvocationId(request: IncomingMessage): string | undefined {
  return request.headers['lambda-runtime-invocation-id']?.toString();
}
