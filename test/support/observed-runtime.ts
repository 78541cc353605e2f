import { deferred, type Deferred } from '../../src/base/index.js';
import type { Invocation } from '../../src/model/index.js';
import {
  openRuntimeApi,
  type PostedError,
  type RuntimeAnswer,
  type RuntimeApi,
  type RuntimeSession,
} from '../../src/worker/runtime-api/index.js';
import type { SandboxSpec } from '../../src/worker/sandbox-host/index.js';
import { invocation } from './function-version.js';

/** The real Runtime API of one sandbox, whose runtime a test hands one event after the other. */
export class ObservedRuntime implements AsyncDisposable {
  readonly initErrors: PostedError[] = [];
  #polled: Deferred<void> = deferred<void>();
  readonly #session: RuntimeSession;

  private constructor(private readonly api: RuntimeApi) {
    this.#session = api.openSession({
      onNext: () => {
        this.#polled.resolve();
      },
      onInitError: (error) => void this.initErrors.push(error),
      onConnectionLost: () => undefined,
    });
  }

  static async open(): Promise<ObservedRuntime> {
    const route = { bindAddress: '127.0.0.1', sandboxFacingHost: '127.0.0.1', sandboxesHaveAddresses: false };
    return new ObservedRuntime(await openRuntimeApi(route));
  }

  get hostAndPort(): string {
    return this.api.address;
  }

  readonly onChannel: NonNullable<SandboxSpec['onChannel']> = (channel) => {
    this.api.serve(channel);
  };

  /** Hands an event to the runtime as soon as it asks for one; settles with its answer. */
  async invoke(payload: unknown, more: Partial<Invocation> = {}): Promise<RuntimeAnswer> {
    await this.#polled.promise;
    this.#polled = deferred<void>();
    const answer = deferred<RuntimeAnswer>();
    this.#session.deliver({
      invocation: invocation({ payload: Buffer.from(JSON.stringify(payload)), ...more }),
      invocationId: 'attempt-1',
      deadlineMs: Date.now() + 30_000,
      onAnswer: (each) => {
        answer.resolve(each);
      },
    });
    return answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.api[Symbol.asyncDispose]();
  }
}
