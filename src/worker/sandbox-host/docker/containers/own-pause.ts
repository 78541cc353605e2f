import type Docker from 'dockerode';
import { isAlreadyDone, statusOf } from '../engine/docker-error.js';

/** Hearth's own pausing of a container, told apart from that of others. Calls are done one after the other. */
export class OwnPause {
  #paused = false;
  #wasUsed = false;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly container: Docker.Container) {}

  /** Whether Hearth has ever paused it: if not, every pause is somebody else's. */
  get wasUsed(): boolean {
    return this.#wasUsed;
  }

  /** Settles when the container is paused; rejects when the engine cannot pause it. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#paused) return;
      this.#paused = true;
      this.#wasUsed = true;
      try {
        await this.container.pause();
      } catch (error) {
        this.#paused = false;
        throw error;
      }
    });
  }

  /** Settles when it runs again; also when somebody else was quicker, or its process has ended. */
  end(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#paused) return;
      try {
        await this.container.unpause();
      } catch (error) {
        // 500 is Docker 20's answer for a container that is not paused.
        if (!isAlreadyDone(error) && statusOf(error) !== 500) throw error;
      } finally {
        this.#paused = false;
      }
    });
  }

  /** The process has ended, and its pause with it. */
  forget(): void {
    this.#paused = false;
  }

  /**
   * To be asked when the engine tells a pause: whether it is somebody else's. Docker tells some pauses twice, and later than
   * they are over, so that only the container itself can say.
   */
  async isOutside(): Promise<boolean> {
    let outside = false;
    await this.#inTurn(async () => {
      if (this.#paused) return;
      // Of a container that is gone other events tell.
      const paused = await this.container.inspect().then(
        ({ State }) => State.Paused,
        () => false,
      );
      outside = paused;
    });
    return outside;
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(step);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
