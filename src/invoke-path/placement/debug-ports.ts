import type { Sandbox } from '../../worker/sandbox/index.js';

/** The right to one debug port. */
export interface DebugPortTurn {
  /** The sandbox has the port until it is gone. */
  lendTo(sandbox: Sandbox): void;
  /** Nothing was started. */
  giveBack(): void;
}

/**
 * Who has which debug port: one sandbox at a time, of whichever function or generation. The next one gets it when the one before is
 * gone, and an idle one is stopped for it.
 */
export class DebugPorts {
  readonly #ports = new Map<number, DebugPort>();

  /** Settles when the port is free; rejects with the signal's reason. */
  take(port: number, signal: AbortSignal): Promise<DebugPortTurn> {
    const known = this.#ports.get(port) ?? new DebugPort();
    this.#ports.set(port, known);
    return known.take(signal);
  }
}

class DebugPort {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;
  #holder: Sandbox | undefined;

  async take(signal: AbortSignal): Promise<DebugPortTurn> {
    if (this.#isTaken) await this.#wait(signal);
    this.#isTaken = true;
    return {
      lendTo: (sandbox) => {
        this.#lendTo(sandbox);
      },
      giveBack: () => {
        this.#free();
      },
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(signal.reason as Error);
      };
      signal.throwIfAborted();
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(turn);
      this.#askForIt();
    });
  }

  #lendTo(sandbox: Sandbox): void {
    this.#holder = sandbox;
    const stopListening = sandbox.onIdle(() => {
      // Whoever waits for this very sandbox comes first.
      setImmediate(() => {
        this.#askForIt();
      });
    });
    sandbox.onStopped(() => {
      stopListening();
      // Settles when its process is gone, and the port with it.
      const gone = (): void => {
        this.#free();
      };
      sandbox.stop('it is gone', 0).then(gone, gone);
    });
  }

  #askForIt(): void {
    if (this.#waiting.length === 0 || this.#holder?.state !== 'idle') return;
    // A failure leaves the sandbox as it is, and is told by whoever uses it next.
    this.#holder.stop('its debug port is needed', 0).catch(() => undefined);
  }

  #free(): void {
    this.#holder = undefined;
    const next = this.#waiting.shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }
}
