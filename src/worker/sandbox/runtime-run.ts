import { type Clock, deferred } from '../../base/index.js';
import type { InvocationDelivery, PostedError, RuntimeApi, RuntimeSession } from '../runtime-api/index.js';
import type { HostedSandbox, RuntimeExit } from '../sandbox-host/index.js';

/** What one run of the runtime's process tells; nothing more after `onExit`, `onStartFailed` or `end`. */
export interface RuntimeRunListener {
  /** The process runs. */
  onStarted(): void;
  onNext(): void;
  onInitError(error: PostedError): void;
  onConnectionLost(): void;
  onExit(exit: RuntimeExit): void;
  /** The host could not start a process at all. */
  onStartFailed(error: unknown): void;
}

/** One life of the runtime's process, with a Runtime API session of its own. */
export class RuntimeRun {
  readonly #session: RuntimeSession;
  readonly #unsubscribe: () => void;
  readonly #exited = deferred<void>();
  readonly #startSettled: Promise<void>;
  #over = false;
  #silent = false;

  constructor(
    private readonly hosted: HostedSandbox,
    api: RuntimeApi,
    private readonly listener: RuntimeRunListener,
  ) {
    this.#session = api.openSession(listener);
    this.#unsubscribe = hosted.onRuntimeExit((exit) => this.#onExit(exit));
    this.#startSettled = this.#start(api);
  }

  deliver(delivery: InvocationDelivery): void {
    this.#session.deliver(delivery);
  }

  /** Nothing it does counts any more; whoever calls this removes its place. */
  abandon(): void {
    this.#silent = true;
    this.#session.close();
    this.#unsubscribe();
  }

  /** Ends it for good: at once, or after it had `patienceMs` to exit by itself. Rejects when the host cannot kill it. */
  async end(clock: Clock, patienceMs = 0): Promise<void> {
    this.#silent = true;
    this.#session.close();
    await this.#startSettled;
    if (!this.#over && patienceMs > 0) await this.#exitWithin(clock, patienceMs);
    if (!this.#over) await this.hosted.killRuntime();
    this.#unsubscribe();
  }

  async #start(api: RuntimeApi): Promise<void> {
    try {
      const { peerAddresses } = await this.hosted.startRuntime();
      if (this.#silent) return;
      api.admitPeers(peerAddresses);
      this.listener.onStarted();
    } catch (error) {
      // A process that never ran is told by its exit (`invalidEntrypoint`); then the rejection says nothing new.
      if (this.#over) return;
      this.#over = true;
      this.#unsubscribe();
      if (this.#silent) return;
      this.#silent = true;
      this.#session.close();
      this.listener.onStartFailed(error);
    }
  }

  #onExit(exit: RuntimeExit): void {
    if (this.#over) return;
    this.#over = true;
    this.#unsubscribe();
    this.#exited.resolve();
    if (this.#silent) return;
    this.#silent = true;
    this.#session.close();
    this.listener.onExit(exit);
  }

  async #exitWithin(clock: Clock, patienceMs: number): Promise<void> {
    const cancel = clock.schedule(patienceMs, () => this.#exited.resolve());
    await this.#exited.promise;
    cancel();
  }
}
