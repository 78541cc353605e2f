import type Docker from 'dockerode';
import { type CancelTimer, type Clock, Emitter, type Logger, type Unsubscribe } from '../../../../base/index.js';
import { OWNER_LABEL } from '../owner/owner-labels.js';
import { EventStream } from './event-stream.js';

/** Something that happened to a container, in the engine's words (`die`, `kill`, `oom`, `pause`, `destroy` …). */
export interface ContainerEvent {
  readonly action: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Told to every listener after a gap in the stream: what happened meanwhile must be found out by asking. */
export const GAP: ContainerEvent = { action: 'gap', attributes: {} };

/** The engine answers before it listens for events on behalf of who asked: what happens in between is found out by asking again. */
const ASK_AGAIN_MS = 1000;

/** A container has left a network, by somebody's hand or because it ended: only the engine can say which. */
export const LEFT_NETWORK = 'left-network';

/** Something that happened to what containers use, whoever owns it; after a `gap` anything may have happened to all of it. */
export type SurroundingsEvent =
  | { readonly kind: 'network-removed'; readonly id: string; readonly name: string }
  | { readonly kind: 'network-left'; readonly name: string; readonly containerId: string }
  | { readonly kind: 'volume-removed'; readonly name: string }
  | { readonly kind: 'gap' };

/** The engine's events for all containers of one owner, and for networks and volumes, which the engine cannot filter by owner. */
export class EngineEvents implements AsyncDisposable {
  readonly #byContainer = new Map<string, Emitter<ContainerEvent>>();
  readonly #surroundings = new Emitter<SurroundingsEvent>();
  readonly #containerStream: EventStream;
  readonly #surroundingsStream: EventStream;
  #cancelAskingAgain: CancelTimer = () => undefined;

  constructor(docker: Docker, ownerId: string, clock: Clock, logger: Logger) {
    this.#containerStream = new EventStream({
      docker,
      filters: { type: ['container'], label: [`${OWNER_LABEL}=${ownerId}`] },
      onEvent: (event) => this.#deliver(event as EngineEvent),
      onGap: (isBack) => {
        this.#tellAll(GAP);
        this.#cancelAskingAgain();
        if (isBack) this.#cancelAskingAgain = clock.schedule(ASK_AGAIN_MS, () => this.#tellAll(GAP));
      },
      clock,
      logger,
    });
    this.#surroundingsStream = new EventStream({
      docker,
      filters: { type: ['network', 'volume'], event: ['disconnect', 'destroy', 'remove', 'prune'] },
      onEvent: (event) => this.#deliverSurroundings(event as EngineEvent),
      onGap: (isBack) => {
        this.#tellAll({ action: LEFT_NETWORK, attributes: {} });
        if (isBack) this.#surroundings.emit({ kind: 'gap' });
      },
      clock,
      logger,
    });
  }

  /** Settles when the streams stand: from then on no event is missed without a gap being told. */
  async open(): Promise<void> {
    await Promise.all([this.#containerStream.open(), this.#surroundingsStream.open()]);
  }

  /** A container's own events, `LEFT_NETWORK` and `GAP`. */
  watch(containerId: string, listener: (event: ContainerEvent) => void): Unsubscribe {
    const emitter = this.#byContainer.get(containerId) ?? new Emitter<ContainerEvent>();
    this.#byContainer.set(containerId, emitter);
    const unsubscribe = emitter.subscribe(listener);
    return () => {
      unsubscribe();
      this.#byContainer.delete(containerId);
    };
  }

  watchSurroundings(listener: (event: SurroundingsEvent) => void): Unsubscribe {
    return this.#surroundings.subscribe(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#cancelAskingAgain();
    await Promise.all([this.#containerStream[Symbol.asyncDispose](), this.#surroundingsStream[Symbol.asyncDispose]()]);
  }

  #deliver({ Action, Actor }: EngineEvent): void {
    if (Action === undefined || Actor?.ID === undefined) return;
    this.#byContainer.get(Actor.ID)?.emit({ action: Action, attributes: Actor.Attributes ?? {} });
  }

  #deliverSurroundings({ Type, Action, Actor }: EngineEvent): void {
    const { ID: id, Attributes: attributes = {} } = Actor ?? {};
    if (id === undefined) return;
    // It names none of the volumes that went.
    if (Action === 'prune') {
      this.#surroundings.emit({ kind: 'gap' });
      return;
    }
    if (Type === 'volume') {
      if (Action !== 'disconnect') this.#surroundings.emit({ kind: 'volume-removed', name: id });
      return;
    }
    const name = attributes['name'] ?? '';
    const containerId = attributes['container'];
    if (Action !== 'disconnect') {
      this.#surroundings.emit({ kind: 'network-removed', id, name });
    } else if (containerId !== undefined) {
      this.#byContainer.get(containerId)?.emit({ action: LEFT_NETWORK, attributes: { network: name } });
      this.#surroundings.emit({ kind: 'network-left', name, containerId });
    }
  }

  #tellAll(event: ContainerEvent): void {
    for (const emitter of [...this.#byContainer.values()]) emitter.emit(event);
  }
}

/** As the engine writes it. */
interface EngineEvent {
  readonly Type?: string;
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> };
}
