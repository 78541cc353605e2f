import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { statusOf } from '../engine/docker-error.js';

/** How the process of one container comes to run, each time anew. */
export interface Launch {
  /** Opens the connection that carries the output, before the process can write any. */
  attach(): Promise<Readable>;
  /** Rejects with the engine's error. */
  run(): Promise<void>;
}

/** The container's own command. */
export class PlainLaunch implements Launch {
  constructor(private readonly container: Docker.Container) {}

  attach(): Promise<Readable> {
    return attachOutput(this.container);
  }

  async run(): Promise<void> {
    try {
      await this.container.start();
    } catch (error) {
      // 304: a restart from outside was quicker; it runs.
      if (statusOf(error) !== 304) throw error;
    }
  }
}

export async function attachOutput(container: Docker.Container): Promise<Readable> {
  const attached = await container.attach({ stream: true, stdout: true, stderr: true });
  return attached as unknown as Readable;
}
