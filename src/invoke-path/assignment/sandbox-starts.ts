import type { Clock, Logger } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import type { Placement } from '../placement/index.js';
import type { StartLimit, StartSource } from './start-limit.js';
import type { StoppingSandboxes } from './stopping-sandboxes.js';

/** An INIT that takes longer than this waits for something else than the cores; its permit goes to the next start. */
const permitDuringInitMs = 1000;

export interface StartsDependencies {
  readonly placement: Placement;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startLimit: StartLimit;
  readonly stopping: StoppingSandboxes;
  /** Aborts when Hearth stops. */
  readonly closing: AbortSignal;
}

/** Who asked for the starts. */
export interface StartsOwner {
  /** The sandbox exists; `endInitialization` is to be called when it is idle for the first time, or gone. */
  adopt(sandbox: Sandbox, endInitialization: () => void): void;
  startFailed(error: unknown): void;
}

/** The starts of one generation: wanted (nothing is done yet), creating (placement is asked), initializing (INIT runs). */
export class SandboxStarts implements StartSource {
  readonly #creations = new Set<Promise<void>>();
  #wanted = 0;
  #creating = 0;
  #initializing = 0;
  #madeReady = false;
  #preparation: Promise<void> | undefined;

  constructor(
    private readonly version: FunctionVersion,
    private readonly owner: StartsOwner,
    private readonly dependencies: StartsDependencies,
  ) {}

  get pending(): number {
    return this.#wanted + this.#creating + this.#initializing;
  }

  /** Asked for, and nothing done yet. */
  get wanted(): number {
    return this.#wanted;
  }

  get creating(): number {
    return this.#creating;
  }

  get initializing(): number {
    return this.#initializing;
  }

  get isPreparing(): boolean {
    return this.#preparation !== undefined;
  }

  /** Image and code are brought near before a permit is asked for: a pull of minutes must not hold back other functions. */
  get waitingStarts(): number {
    return this.#madeReady ? this.#wanted : 0;
  }

  ask(count: number): void {
    this.#wanted += count;
    if (this.#madeReady) this.dependencies.startLimit.request(this);
    else this.#preparation ??= this.#prepare();
  }

  /** Takes back up to `count` starts of which nothing has been done yet. */
  drop(count: number): void {
    this.#wanted = Math.max(0, this.#wanted - Math.max(0, count));
  }

  beginStart(release: () => void): void {
    this.#wanted -= 1;
    this.#creating += 1;
    const creation = this.#create(release).finally(() => this.#creations.delete(creation));
    this.#creations.add(creation);
  }

  /** Settles when nothing is being created any more. */
  async allCreated(): Promise<void> {
    await Promise.all([this.#preparation, ...this.#creations]);
  }

  async #prepare(): Promise<void> {
    const { placement, closing, startLimit } = this.dependencies;
    try {
      await placement.makeReady(this.version, closing);
      this.#preparation = undefined;
      this.#madeReady = true;
      startLimit.request(this);
    } catch (error) {
      this.#preparation = undefined;
      this.owner.startFailed(error);
    }
  }

  async #create(release: () => void): Promise<void> {
    const { placement, closing, logger, startLimit, stopping } = this.dependencies;
    const { inFlight, waiting, limit } = startLimit.counts();
    logger.debug(
      `Starting a sandbox for "${this.version.name}" (${inFlight} of ${limit} at once, ${waiting} waiting).`,
    );
    let sandbox: Sandbox;
    try {
      sandbox = await placement.startSandbox(this.version, closing);
    } catch (error) {
      this.#creating -= 1;
      // The owner first, so that what it drops is not begun with the permit that becomes free.
      this.owner.startFailed(error);
      release();
      return;
    }
    this.#creating -= 1;
    if (closing.aborted) await stopping.stop(sandbox, 'Hearth is stopping', 0);
    else this.#adopt(sandbox, release);
  }

  #adopt(sandbox: Sandbox, release: () => void): void {
    this.#initializing += 1;
    const cancelTimer = this.dependencies.clock.schedule(permitDuringInitMs, release);
    let initializing = true;
    this.owner.adopt(sandbox, () => {
      if (!initializing) return;
      initializing = false;
      this.#initializing -= 1;
      cancelTimer();
      release();
    });
  }
}
