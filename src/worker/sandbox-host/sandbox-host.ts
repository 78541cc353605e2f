import type { Duplex } from 'node:stream';
import type { Architecture, CodeSource, FunctionVersion } from '../../model/index.js';
import type { Unsubscribe } from '../../base/index.js';

/**
 * A machine that can run sandboxes: containers of a Docker engine, or child processes. The host knows nothing of Lambda's
 * phases; it starts a runtime's process in a place of its own, and tells when that process or the place is gone.
 */
export interface SandboxHost extends AsyncDisposable {
  readonly kind: 'docker' | 'process';
  /** How sandboxes reach this process; settled before the first sandbox is created. */
  route(): Promise<SandboxRoute>;
  /** Whether this host can run `spec` now or after `prepare`, which it may begin. Used by `--sandbox-host auto` and `doctor`. */
  canRun(spec: SandboxSpec): Promise<HostVerdict>;
  /** Brings image and code near (pull, unpack, volume). Idempotent; concurrent calls for the same thing share the work. */
  prepare(spec: SandboxSpec, signal: AbortSignal): Promise<void>;
  /** Makes the place (container created, not started; folder made). Calls `prepare` when that has not happened. */
  create(spec: SandboxSpec, signal: AbortSignal): Promise<HostedSandbox>;
  /** What stands ready for coming starts; absent on a host that prepares nothing. For `ps`, `doctor` and tests. */
  preparedParts?(): readonly PreparedView[];
}

/** Something that waits to become a sandbox, or part of one: it belongs to no function yet. */
export interface PreparedView {
  readonly kind: 'network-slot' | 'gate';
  /** Container name. */
  readonly name: string;
  readonly nativeId: string;
  /** Reference of the image that a gate waits before. */
  readonly image?: string;
}

export type HostVerdict =
  | { readonly able: true; readonly notice?: string }
  /** `reason` says what is missing, `remedy` what to do. */
  | { readonly able: false; readonly reason: string; readonly remedy: string };

export interface SandboxRoute {
  /** Address that the Runtime API listeners bind, and nothing wider. */
  readonly bindAddress: string;
  /** IPv4 address or name that sandboxes use for it, never with a scheme. */
  readonly sandboxFacingHost: string;
  /** True where each sandbox has an address of its own, so that other peers can be refused. */
  readonly sandboxesHaveAddresses: boolean;
}

/** Everything the host needs to make one sandbox; made by `invoke-path/placement`. */
export interface SandboxSpec {
  /** Unique; part of the container's name. */
  readonly sandboxId: string;
  readonly function: FunctionVersion;
  readonly image: ImageChoice;
  readonly architecture: Architecture;
  /** Absent for image functions. */
  readonly code?: CodeSource;
  readonly layers: readonly CodeSource[];
  /** The whole environment that Hearth sets, `AWS_LAMBDA_RUNTIME_API` included; the image's own stays beneath it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly ephemeralStorageMb: number;
  /** Called with each piece of output as it comes; a promise holds the stream back until it settles. */
  readonly onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => Promise<void> | undefined;
  /**
   * Where set, a host whose runtime client is Hearth's own may have it talk on a channel of bytes beside HTTP: called for each start of
   * the runtime's process before that can have written to it. The channel is the host's, and ends with the process.
   */
  readonly onChannel?: (channel: Duplex) => void;
}

/** The image to run and how; `entryPoint` absent means the image's own. */
export interface ImageChoice {
  readonly reference: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
}

/**
 * One place for a runtime. It outlives the runtime's process: `/tmp` stays when the runtime is started again.
 * After `remove` every method but `remove` rejects; `remove` may be called at any time, more than once, and never rejects
 * because something is already gone.
 */
export interface HostedSandbox {
  /** Container name, or `process-<id>`. */
  readonly name: string;
  /** Container id or process id, once known; for `ps`. */
  readonly nativeId: string;
  /** Which way the start took: `bridge`, `slot`, `gate`, `process`, … for `ps` and the JSON log. */
  readonly startPath: string;
  /** Starts the runtime's process, for the first time or again after it has exited; answers when it runs. */
  startRuntime(): Promise<StartedRuntime>;
  /** Kills the runtime's process (in a process group: all of it) at once; settles when it is gone. */
  killRuntime(): Promise<void>;
  /** Sends SIGTERM, and kills after `graceMs`. */
  terminateRuntime(graceMs: number): Promise<void>;
  /** Every end of the runtime's process, whoever caused it. */
  onRuntimeExit(listener: (exit: RuntimeExit) => void): Unsubscribe;
  /** The place itself is gone or unusable (removed, killed or paused from outside): it must be replaced. */
  onLost(listener: (reason: string) => void): Unsubscribe;
  /**
   * Freezes every process of the sandbox, so that an idle one costs no CPU at all; `resume` lets them go on. Both settle when it is so,
   * and do nothing when it is so already. A pause of our own is no loss of the place.
   */
  pause?(): Promise<void>;
  resume?(): Promise<void>;
  /**
   * Something makes it doubtful that the runtime still runs: the host finds out, and tells an end of which it has not heard as any other.
   * Absent where no end can be missed.
   */
  checkRuntime?(): void;
  /** INIT is over for the first time, however it ended: what the host does in the background need not hold back for it any more. */
  initialised?(): void;
  /** Highest memory use so far in MB, or undefined where it cannot be measured. */
  maxMemoryUsedMb(): Promise<number | undefined>;
  remove(): Promise<void>;
}

export interface StartedRuntime {
  /** Addresses from which this sandbox's requests come; empty where sandboxes have none of their own. */
  readonly peerAddresses: readonly string[];
}

export interface RuntimeExit {
  readonly exitCode?: number;
  /** `SIGKILL`, `SIGSEGV` … when a signal ended it. */
  readonly signal?: string;
  readonly outOfMemory: boolean;
  /** The process never ran: what the engine said, in AWS's words where AWS has them (`Couldn't find valid bootstrap(s): …`). */
  readonly invalidEntrypoint?: string;
}
