import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import {
  type CancelTimer,
  type Clock,
  Emitter,
  type Logger,
  messageOf,
  type Unsubscribe,
} from '../../../../base/index.js';
import { OWNER_LABEL } from '../owner/owner-labels.js';
import { JsonLines } from './json-lines.js';

/** Something that happened to a container, in the engine's words (`die`, `kill`, `oom`, `pause`, `destroy` …). */
export interface ContainerEvent {
  readonly action: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Told to every listener after a gap in the stream: what happened meanwhile must be found out by asking. */
export const GAP: ContainerEvent = { action: 'gap', attributes: {} };

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5000;

/** One stream of the engine's events for all containers of one owner; opened anew when it breaks. */
export class EngineEvents implements AsyncDisposable {
  readonly #byContainer = new Map<string, Emitter<ContainerEvent>>();
  #stream: Readable | undefined;
  #cancelRetry: CancelTimer | undefined;
  #closed = false;

  constructor(
    private readonly docker: Docker,
    private readonly ownerId: string,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Settles when the stream stands: from then on no event of this owner's containers is missed. */
  async open(): Promise<void> {
    const stream = (await this.docker.getEvents({
      filters: { type: ['container'], label: [`${OWNER_LABEL}=${this.ownerId}`] },
    })) as unknown as Readable;
    if (this.#closed) {
      stream.destroy();
      return;
    }
    this.#stream = stream;
    const lines = new JsonLines();
    stream.on('data', (chunk: Buffer) => {
      for (const value of lines.values(chunk)) this.#deliver(value);
    });
    let over = false;
    const reopen = (): void => {
      if (over) return;
      over = true;
      stream.destroy();
      this.#reopenAfter(FIRST_RETRY_MS);
    };
    for (const end of ['end', 'close', 'error']) stream.on(end, reopen);
  }

  watch(containerId: string, listener: (event: ContainerEvent) => void): Unsubscribe {
    const emitter = this.#byContainer.get(containerId) ?? new Emitter<ContainerEvent>();
    this.#byContainer.set(containerId, emitter);
    const unsubscribe = emitter.subscribe(listener);
    return () => {
      unsubscribe();
      this.#byContainer.delete(containerId);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#stream?.destroy();
    return Promise.resolve();
  }

  #deliver(value: unknown): void {
    const { Action, Actor } = value as {
      Action?: string;
      Actor?: { ID?: string; Attributes?: Record<string, string> };
    };
    if (Action === undefined || Actor?.ID === undefined) return;
    this.#byContainer.get(Actor.ID)?.emit({ action: Action, attributes: Actor.Attributes ?? {} });
  }

  #reopenAfter(delayMs: number): void {
    if (this.#closed) return;
    this.#cancelRetry = this.clock.schedule(delayMs, () => {
      this.open().then(
        () => {
          for (const emitter of [...this.#byContainer.values()]) emitter.emit(GAP);
        },
        (error: unknown) => {
          this.logger.debug(`Docker's events cannot be read: ${messageOf(error)}`);
          // Sandboxes must hear of an engine that is gone too: each asks for itself and learns it.
          for (const emitter of [...this.#byContainer.values()]) emitter.emit(GAP);
          this.#reopenAfter(Math.min(delayMs * 2, LONGEST_RETRY_MS));
        },
      );
    });
  }
}
