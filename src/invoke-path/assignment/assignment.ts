import type { WaitSignal } from '../../base/index.js';
import type { FunctionArn, FunctionVersion } from '../../model/index.js';
import type { InitializationType, Sandbox, SandboxState } from '../../worker/sandbox/index.js';

/** Account and region of a function. */
export type FunctionOwner = Pick<FunctionArn, 'account' | 'region'>;

/** Lends sandboxes: the idle one used last first; when none is idle a start is asked for, and the first that becomes free wins (design decisions 10, 11). */
export interface Assignment extends AsyncDisposable {
  /**
   * A sandbox in state `idle`, for this caller alone; it comes back by itself when it is idle again, so the caller invokes it at
   * once or hands it back with `returnUnused`. `signal` gives up waiting. Rejects with the error of a failed start only when
   * nothing else can serve the caller.
   */
  lease(version: FunctionVersion, signal: WaitSignal): Promise<Sandbox>;
  /** An idle sandbox as `lease` would answer, at once; undefined when a caller would have to wait. */
  leaseIdle(version: FunctionVersion): Sandbox | undefined;
  /**
   * The leased sandbox has given its answer and comes back as soon as its runtime asks for the next event: within the next
   * moments a caller rather waits for it than for a start. `isRuntimeKilled`: it has timed out, and comes back once its runtime
   * is gone. A hint; without it nothing is lost but warmth.
   */
  answered(sandbox: Sandbox, isRuntimeKilled?: boolean): void;
  /** Hands back a sandbox that was leased and not invoked. */
  returnUnused(sandbox: Sandbox): void;
  /** Boots one sandbox ahead of need (`--warm-containers EAGER`), unless there is one; failures are told, never thrown. */
  warmUp(version: FunctionVersion): Promise<void>;
  /**
   * Old generations of the function stop: idle ones now (settles when they are gone), busy ones when done. With
   * `keepGeneration` that generation and the published versions, which never change, stay; without it none. With `owner` the
   * functions of that name in other accounts and regions stay as they are.
   */
  retire(functionName: string, keepGeneration?: string, owner?: FunctionOwner): Promise<void>;
  /** The sandboxes of this version stop likewise, whatever its number. */
  retireVersion(version: FunctionVersion): Promise<void>;
  /**
   * Keeps `count` booted sandboxes of the version: lent before others, never reaped, replaced when lost, paused while idle; 0
   * ends that. Answers at once; `provisioned` tells how far it is.
   */
  provision(version: FunctionVersion, count: number): void;
  /** Undefined when nothing is provisioned for the version. */
  provisioned(version: FunctionVersion): ProvisionedView | undefined;
  snapshot(): readonly SandboxView[];
  /** Starts now, for `ps` and `doctor`: there is no hidden limit. */
  starts(): StartCounts;
}

/** Provisioned concurrency of one version, as `GetProvisionedConcurrencyConfig` counts it. */
export interface ProvisionedView {
  readonly requested: number;
  /** Booted, in use or not. */
  readonly allocated: number;
  readonly available: number;
  /** `FAILED` while boots fail; they are tried again. */
  readonly status: 'IN_PROGRESS' | 'READY' | 'FAILED';
  readonly statusReason?: string;
}

/** Sandboxes being started: how many at once, how many wait for their turn, and the limit (`maxConcurrentStarts`). */
export interface StartCounts {
  readonly inFlight: number;
  readonly waiting: number;
  readonly limit: number;
}

/** One row of `hearth ps`. */
export interface SandboxView {
  readonly id: string;
  readonly name: string;
  readonly functionName: string;
  readonly version: string;
  readonly hostKind: 'docker' | 'process';
  readonly startPath: string;
  readonly state: SandboxState;
  readonly initializationType: InitializationType;
  /** Idle with its processes frozen. */
  readonly paused: boolean;
  readonly memoryMb: number;
  readonly startedAtMs: number;
  readonly lastUsedAtMs: number;
  readonly invocations: number;
}
