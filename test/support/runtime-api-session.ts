import { deferred } from '../../src/base/index.js';
import type { ResponseSink } from '../../src/model/index.js';
import {
  type InvocationDelivery,
  openRuntimeApi,
  type PostedError,
  type RuntimeAnswer,
  type RuntimeApi,
  type RuntimeSession,
} from '../../src/worker/runtime-api/index.js';
import { invocation } from './function-version.js';

/** One Runtime API listener with one session, which hands its event to every poll that may have one. */
export class ServedRuntimeApi implements AsyncDisposable {
  readonly answers: RuntimeAnswer[] = [];
  readonly initErrors: PostedError[] = [];
  readonly connectionLost = deferred<void>();
  readonly session: RuntimeSession;
  #firstAnswer = deferred<RuntimeAnswer>();

  private constructor(
    readonly api: RuntimeApi,
    private readonly options: ServedOptions,
  ) {
    this.session = api.openSession({
      onNext: () => {
        if (options.holdEvents !== true) this.deliver();
      },
      onInitError: (error) => void this.initErrors.push(error),
      onConnectionLost: () => this.connectionLost.resolve(),
    });
  }

  static async open(options: ServedOptions = {}): Promise<ServedRuntimeApi> {
    const api = await openRuntimeApi({
      bindAddress: '127.0.0.1',
      sandboxFacingHost: '127.0.0.1',
      sandboxesHaveAddresses: options.sandboxesHaveAddresses ?? false,
    });
    return new ServedRuntimeApi(api, options);
  }

  get port(): number {
    return Number(this.api.address.split(':')[1]);
  }

  get answer(): Promise<RuntimeAnswer> {
    return this.#firstAnswer.promise;
  }

  deliver(): void {
    const { sink, delivery } = this.options;
    this.session.deliver({
      invocation: invocation(),
      invocationId: 'attempt-1',
      deadlineMs: 1_767_225_603_000,
      ...(sink === undefined ? {} : { sink }),
      onAnswer: (answer) => {
        this.answers.push(answer);
        this.#firstAnswer.resolve(answer);
      },
      ...delivery,
    });
  }

  /** A session of a new runtime, in which every poll that may have an event gets one. */
  startAnew(): SeenAnswers {
    const seen = new SeenAnswers();
    const session = this.api.openSession({
      onNext() {
        seen.delivered += 1;
        session.deliver({
          invocation: invocation(),
          invocationId: 'attempt-1',
          deadlineMs: 1_767_225_603_000,
          onAnswer: (answer) => seen.answers.push(answer),
        });
      },
      onInitError: () => undefined,
      onConnectionLost: () => undefined,
    });
    return seen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.api[Symbol.asyncDispose]();
  }
}

/** What one session handed out and got back. */
export class SeenAnswers {
  readonly answers: RuntimeAnswer[] = [];
  delivered = 0;

  get accepted(): number {
    return this.answers.length;
  }

  get payloads(): readonly string[] {
    return this.answers.flatMap((answer) => (answer.kind === 'response' ? [answer.payload.toString()] : []));
  }
}

export interface ServedOptions {
  readonly sandboxesHaveAddresses?: boolean;
  readonly holdEvents?: boolean;
  readonly sink?: ResponseSink;
  readonly delivery?: Partial<InvocationDelivery>;
}
