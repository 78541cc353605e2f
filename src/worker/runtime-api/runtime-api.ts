import type { Duplex } from 'node:stream';
import type { Invocation, ResponseSink } from '../../model/index.js';

/**
 * What one sandbox's runtime talks to: an HTTP listener of its own, open from before the first runtime starts until the sandbox
 * is gone (design decision 1). Each start of the runtime's process gets a session of its own.
 */
export interface RuntimeApi extends AsyncDisposable {
  /** Value of `AWS_LAMBDA_RUNTIME_API`: `host:port`, without scheme. */
  readonly address: string;
  /** Names the only addresses that may connect; requests that came earlier are answered or refused now. */
  admitPeers(addresses: readonly string[]): void;
  /** Begins a new generation: connections of older ones are cut, and what they still send is refused. */
  openSession(listener: RuntimeSessionListener): RuntimeSession;
  /** Speaks with the runtime of the session that is open now on `channel` too, where its client has one; what it says there counts as over HTTP. */
  serve(channel: Duplex): void;
}

/** Where the listener is bound and under which name sandboxes know it; structurally the host's `SandboxRoute`. */
export interface RuntimeApiRoute {
  readonly bindAddress: string;
  readonly sandboxFacingHost: string;
  readonly sandboxesHaveAddresses: boolean;
}

/** One life of the runtime's process, as the Runtime API sees it. */
export interface RuntimeSession {
  /** True while a poll waits for an event. */
  readonly polling: boolean;
  /** Hands an event to the waiting poll; legal only while `polling`, throws otherwise. */
  deliver(delivery: InvocationDelivery): void;
  /** From now on everything this runtime sends gets an error, and nothing is told to the listener any more. */
  close(): void;
}

/** What the sandbox learns from a session; called synchronously, on the warm path. */
export interface RuntimeSessionListener {
  /** The runtime asks for an event: INIT is over, or the invocation that was answered is. `deliver` may be called at once. */
  onNext(): void;
  onInitError(error: PostedError): void;
  /**
   * A connection was closed on which the runtime waited for an event, or any while it has one to answer: it died, or will connect again.
   */
  onConnectionLost(): void;
}

/** An event on its way to the runtime. */
export interface InvocationDelivery {
  readonly invocation: Invocation;
  /** Unique per attempt, where the request id is not. */
  readonly invocationId: string;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  /** Takes a streamed response; without it one is collected, within the limit of buffered responses. */
  readonly sink?: ResponseSink | undefined;
  /** At most once. */
  onAnswer(answer: RuntimeAnswer): void;
}

/** How the runtime answered. `streamed` is true when the sink has been begun. */
export type RuntimeAnswer =
  | { readonly kind: 'response'; readonly payload: Buffer; readonly contentType: string; readonly streamed: boolean }
  /** The response began well and ended with error trailers; `payload` is what the caller shall see of it. */
  | { readonly kind: 'failed-midway'; readonly error: PostedError; readonly streamed: boolean }
  | { readonly kind: 'error'; readonly error: PostedError }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly streamed: boolean };

export type RefusalReason = 'too-large' | 'truncated' | 'invalid-response-mode';

/** An error in the runtime's own words. */
export interface PostedError {
  /** For the caller, verbatim. */
  readonly payload: Buffer;
  /** What the body names, else the header, else undefined. */
  readonly errorType?: string;
  /** What REPORT and telemetry name: `Runtime.…` or `Function.…` (runtime contract §1.6). */
  readonly reportedType: string;
}
