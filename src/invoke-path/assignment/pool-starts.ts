import type { FunctionVersion } from '../../model/index.js';
import { SandboxStarts, type StartsDependencies, type StartsOwner } from './sandbox-starts.js';

/** The starts of one generation: for callers who wait, and behind their back for spares and provisioned concurrency. */
export class PoolStarts {
  readonly forCallers: SandboxStarts;
  readonly spares: SandboxStarts;
  readonly provisioned: SandboxStarts;

  constructor(version: FunctionVersion, owner: StartsOwner, dependencies: StartsDependencies) {
    const startsFor = (purpose: SandboxStarts['purpose']): SandboxStarts =>
      new SandboxStarts({ version, purpose }, owner, dependencies);
    this.forCallers = startsFor('caller');
    this.spares = startsFor('spare');
    this.provisioned = startsFor('provisioned');
  }

  get creating(): number {
    return this.forCallers.creating + this.spares.creating + this.provisioned.creating;
  }

  get initializing(): number {
    return this.forCallers.initializing + this.spares.initializing + this.provisioned.initializing;
  }

  /** Whoever waits may count on these: once begun, a start serves the head of the line, whatever it was asked for. */
  get coming(): number {
    return this.forCallers.wanted + this.creating + this.initializing;
  }

  get isAnythingUnderWay(): boolean {
    return this.#all.some((starts) => starts.wanted + starts.creating + starts.initializing > 0 || starts.isPreparing);
  }

  dropAll(): void {
    for (const starts of this.#all) starts.drop(Infinity);
  }

  /** Settles when nothing is being created any more. */
  async allCreated(): Promise<void> {
    await Promise.all(this.#all.map((starts) => starts.allCreated()));
  }

  get #all(): readonly SandboxStarts[] {
    return [this.forCallers, this.spares, this.provisioned];
  }
}
