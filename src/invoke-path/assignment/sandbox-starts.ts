import type { Clock, Logger } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { InitializationType, Sandbox } from '../../worker/sandbox/index.js';
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

/** Whom a start is for: a caller who waits, or nobody yet. */
export type StartPurpose = 'caller' | 'spare' | 'provisioned';

/** What is started, and what for. */
export interface StartsSubject {
  readonly version: FunctionVersion;
  readonly purpose: StartPurpose;
}

/** Who asked for the starts. */
export interface StartsOwner {
  /** The sandbox exists; `endInitialization` is to be called when it is idle for the first time, or gone. */
  adopt(sandbox: Sandbox, purpose: StartPurpose, endInitialization: () => void): void;
  startFailed(error: unknown, purpose: StartPurpose): void;
}

/** The starts of one generation for one purpose: wanted (nothing is done yet), creating (placement is asked), initializing (INIT runs). */
export class SandboxStarts implements StartSource {
  readonly #creations = new Set<Promise<void>>();
  #wanted = 0;
  #creating = 0;
  #initializing = 0;
  #madeReady = false;
  #preparation: Promise<void> | undefined;

  constructor(
    private readonly subject: StartsSubject,
    private readonly owner: StartsOwner,
    private readonly dependencies: StartsDependencies,
  ) {}

  get purpose(): StartPurpose {
    return this.subject.purpose;
  }

  get isUrgent(): boolean {
    return this.purpose === 'caller';
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

  /** Asks for or takes back as many as it needs for `count` to be wanted. */
  want(count: number): void {
    if (count > this.#wanted) this.ask(count - this.#wanted);
    else this.drop(this.#wanted - count);
  }

  /** Takes back up to `count` starts of which nothing has been done yet. */
  drop(count: number): void {
    this.#wanted = Math.max(0, this.#wanted - Math.max(0, count));
  }

  beginStart(release: () => void): void {
    this.#wanted -= 1;
    this.#creating += 1;
    // It may have to wait until somebody has done with a debugger: others start meanwhile.
    if (this.subject.version.debug !== undefined) release();
    const creation = this.#create(release).finally(() => this.#creations.delete(creation));
    this.#creations.add(creation);
  }

  /** Settles when nothing is being created any more. */
  async allCreated(): Promise<void> {
    await Promise.all([this.#preparation, ...this.#creations]);
  }

  get #initializationType(): InitializationType {
    return this.purpose === 'provisioned' ? 'provisioned-concurrency' : 'on-demand';
  }

  async #prepare(): Promise<void> {
    const { placement, closing, startLimit } = this.dependencies;
    try {
      await placement.makeReady(this.subject.version, closing);
      this.#preparation = undefined;
      this.#madeReady = true;
      startLimit.request(this);
    } catch (error) {
      this.#preparation = undefined;
      this.owner.startFailed(error, this.purpose);
    }
  }

  async #create(release: () => void): Promise<void> {
    const { placement, closing, logger, startLimit, stopping } = this.dependencies;
    const { version } = this.subject;
    const { inFlight, waiting, limit } = startLimit.counts();
    logger.debug(`Starting a sandbox for "${version.name}" (${inFlight} of ${limit} at once, ${waiting} waiting).`);
    let sandbox: Sandbox;
    try {
      sandbox = await placement.startSandbox(version, closing, this.#initializationType);
    } catch (error) {
      this.#creating -= 1;
      // The owner first, so that what it drops is not begun with the permit that becomes free.
      this.owner.startFailed(error, this.purpose);
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
    this.owner.adopt(sandbox, this.purpose, () => {
      if (!initializing) return;
      initializing = false;
      this.#initializing -= 1;
      cancelTimer();
      release();
    });
  }
}
