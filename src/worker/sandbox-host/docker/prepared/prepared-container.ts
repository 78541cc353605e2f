import type Docker from 'dockerode';
import { Emitter, type Unsubscribe } from '../../../../base/index.js';
import type { Companion } from '../containers/companion.js';
import type { OnRemoved } from '../containers/container-start.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import { type ContainerEvent, type EngineEvents, GAP, LEFT_NETWORK } from '../engine/engine-events.js';

/** What ends the use of a container that only waits. */
const ENDINGS = new Set(['die', 'destroy', 'pause']);

/** A container that waits, and tells when somebody has interfered with it. */
export class PreparedContainer implements Companion {
  readonly id: string;
  readonly #losses = new Emitter<string>();
  #unwatch: Unsubscribe;
  #lost: string | undefined;
  #removal: Promise<void> | undefined;

  constructor(
    readonly container: Docker.Container,
    readonly name: string,
    events: EngineEvents,
    private readonly onRemoved: OnRemoved,
  ) {
    this.id = container.id;
    this.#unwatch = events.watch(container.id, (event) => {
      this.#observe(event);
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  onLost(listener: (reason: string) => void): Unsubscribe {
    if (this.#lost !== undefined) listener(this.#lost);
    return this.#losses.subscribe(listener);
  }

  /** Its addresses on the networks that it is on. */
  async addresses(): Promise<readonly string[]> {
    const { NetworkSettings } = await this.container.inspect();
    return Object.values(NetworkSettings.Networks)
      .flatMap(({ IPAddress, GlobalIPv6Address }) => [IPAddress, GlobalIPv6Address])
      .filter((address) => address !== '');
  }

  /** It is somebody else's to remove, who has removed it, or has failed to. */
  forget(): void {
    this.onRemoved(true);
  }

  /** Somebody else watches it from now on. */
  release(): void {
    this.#unwatch();
    this.#unwatch = () => undefined;
  }

  remove(): Promise<void> {
    this.#removal ??= this.#remove();
    return this.#removal;
  }

  async #remove(): Promise<void> {
    this.release();
    let isGone = false;
    try {
      await ignoreAlreadyDone(this.container.remove({ force: true, v: true }));
      isGone = true;
    } finally {
      this.onRemoved(isGone);
    }
  }

  #observe(event: ContainerEvent): void {
    if (event === GAP || event.action === LEFT_NETWORK) void this.#loseUnlessRunning();
    if (ENDINGS.has(event.action))
      this.#lose(`"${this.name}", made ready for it, met with "${event.action}" from outside`);
  }

  async #loseUnlessRunning(): Promise<void> {
    try {
      const { State, NetworkSettings } = await this.container.inspect();
      if (State.Running && !State.Paused && Object.keys(NetworkSettings.Networks).length > 0) return;
    } catch {
      // An engine that does not answer has nothing ready.
    }
    this.#lose(`"${this.name}", made ready for it, is cut off`);
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined || this.#removal !== undefined) return;
    this.#lost = reason;
    this.#losses.emit(reason);
  }
}
