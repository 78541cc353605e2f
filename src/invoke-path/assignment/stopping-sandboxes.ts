import { type Logger, messageOf } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';

/** Sandboxes on their way out: shown until they are gone, and waited for when Hearth stops. */
export class StoppingSandboxes {
  readonly #stops = new Map<Sandbox, Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** Settles when it is gone; a failure is told, never thrown. */
  stop(sandbox: Sandbox, reason: string, graceMs: number): Promise<void> {
    const known = this.#stops.get(sandbox);
    if (known !== undefined) return known;
    const stop = this.#stop(sandbox, reason, graceMs);
    this.#stops.set(sandbox, stop);
    return stop;
  }

  list(): readonly Sandbox[] {
    return [...this.#stops.keys()];
  }

  async allGone(): Promise<void> {
    await Promise.all(this.#stops.values());
  }

  async #stop(sandbox: Sandbox, reason: string, graceMs: number): Promise<void> {
    try {
      await sandbox.stop(reason, graceMs);
    } catch (error) {
      this.logger.warn(`Stopping the sandbox "${sandbox.name}" failed: ${messageOf(error)}`);
    } finally {
      this.#stops.delete(sandbox);
    }
  }
}
