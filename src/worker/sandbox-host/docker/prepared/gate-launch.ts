import { messageOf } from '../../../../base/index.js';
import type { Duplex, Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { ResourceLimits } from '../containers/container-config.js';
import type { Launch } from '../containers/launch.js';
import { attachBothWays } from '../engine/attached-shell.js';
import { statusOf } from '../engine/docker-error.js';

export interface HandOver {
  /** See `gateScript`. */
  readonly script: string;
  /** The function's, when the gate was made for another size. */
  readonly limits?: ResourceLimits;
}

/** Hands a gate over to a runtime; later runs start the same container again, whose shell is told the same. */
export class GateLaunch implements Launch {
  #stream: Duplex | undefined;
  #isWaiting = true;
  #isResized = false;

  constructor(
    private readonly container: Docker.Container,
    waiting: Duplex,
    private readonly handOver: HandOver,
  ) {
    this.#stream = waiting;
  }

  async attach(): Promise<Readable> {
    this.#stream = this.#isWaiting && this.#stream !== undefined ? this.#stream : await attachBothWays(this.container);
    return this.#stream;
  }

  async run(): Promise<void> {
    if (this.#isWaiting) {
      this.#isWaiting = false;
      await Promise.all([this.#write(), this.#resize()]);
      return;
    }
    // What could not be changed while it ran is changed now; it must be so before the start.
    await this.#resize();
    try {
      await this.container.start();
    } catch (error) {
      // 304: a restart from outside was quicker; it waits.
      if (statusOf(error) !== 304) throw error;
    }
    await this.#write();
  }

  #write(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#stream === undefined) resolve();
      else
        this.#stream.write(this.handOver.script, (error) => {
          if (error instanceof Error) reject(error);
          else resolve();
        });
    });
  }

  async #resize(): Promise<void> {
    const { limits } = this.handOver;
    if (limits === undefined || this.#isResized) return;
    try {
      await this.container.update(limits);
      this.#isResized = true;
    } catch (error) {
      // The runtime was quicker to end than its container to be changed.
      if (!/stopped container|not running/i.test(messageOf(error))) throw error;
    }
  }
}
