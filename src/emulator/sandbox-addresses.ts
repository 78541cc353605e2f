import type http from 'node:http';
import { plainAddress } from '../base/index.js';
import type { HostedSandbox, StartedRuntime } from '../worker/sandbox-host/index.js';

/** The addresses that sandboxes have at this moment: who else calls the AWS API that is for sandboxes is cut off. */
export class SandboxAddresses {
  readonly #bySandbox = new Map<HostedSandbox, readonly string[]>();
  readonly #starting = new Set<Promise<unknown>>();

  /** The same sandbox, whose addresses are known from its start to its removal. */
  follow(hosted: HostedSandbox): HostedSandbox {
    let isRemoved = false;
    const know = ({ peerAddresses }: StartedRuntime): void => {
      // A start may be overtaken by the removal.
      if (!isRemoved) this.#bySandbox.set(hosted, peerAddresses);
    };
    return {
      name: hosted.name,
      get nativeId() {
        return hosted.nativeId;
      },
      startPath: hosted.startPath,
      startRuntime: () => this.#whileStarting(hosted.startRuntime(), know),
      killRuntime: () => hosted.killRuntime(),
      terminateRuntime: (graceMs) => hosted.terminateRuntime(graceMs),
      ...(hosted.pause === undefined ? {} : { pause: () => hosted.pause?.() ?? Promise.resolve() }),
      ...(hosted.resume === undefined ? {} : { resume: () => hosted.resume?.() ?? Promise.resolve() }),
      initialised: () => {
        hosted.initialised?.();
      },
      onRuntimeExit: (listener) => hosted.onRuntimeExit(listener),
      onLost: (listener) => hosted.onLost(listener),
      maxMemoryUsedMb: () => hosted.maxMemoryUsedMb(),
      remove: async () => {
        isRemoved = true;
        this.#bySandbox.delete(hosted);
        await hosted.remove();
      },
    };
  }

  /** Passes on what comes from a sandbox. The address of one that is just starting may not be known yet: then the request waits. */
  only(listener: http.RequestListener): http.RequestListener {
    return (request, response) => {
      void this.#isSandbox(request.socket.remoteAddress).then((isSandbox) => {
        if (isSandbox) listener(request, response);
        else request.socket.destroy();
      });
    };
  }

  async #isSandbox(remoteAddress: string | undefined): Promise<boolean> {
    if (remoteAddress === undefined) return false;
    const address = plainAddress(remoteAddress);
    if (this.#has(address)) return true;
    await Promise.allSettled(this.#starting);
    return this.#has(address);
  }

  #has(address: string): boolean {
    for (const addresses of this.#bySandbox.values()) if (addresses.includes(address)) return true;
    return false;
  }

  async #whileStarting(
    start: Promise<StartedRuntime>,
    know: (started: StartedRuntime) => void,
  ): Promise<StartedRuntime> {
    const known = start.then(know);
    this.#starting.add(known);
    try {
      await known;
      return await start;
    } finally {
      this.#starting.delete(known);
    }
  }
}
