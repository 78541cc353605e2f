import type { Architecture, DebugSettings, Runtime } from '../../../../model/index.js';
import type { HostVerdict } from '../../sandbox-host.js';
import type { SandboxPlace } from '../sandbox-place.js';

/** The part of a zip function that decides how its runtime is started. */
export interface RuntimeToLaunch {
  readonly runtime: Runtime;
  readonly handler: string;
  readonly architecture: Architecture;
  readonly debug?: DebugSettings;
}

/** Knows how one family of runtimes is started on this machine. */
export interface RuntimeLauncher {
  verdict(target: RuntimeToLaunch): Promise<HostVerdict>;
  /** How to start the runtime in `place`; called only where `verdict` is able. */
  launch(target: RuntimeToLaunch, place: SandboxPlace): Promise<Launch>;
  /** The program that can wait for functions of this runtime; absent where none can. */
  gate?(target: RuntimeToLaunch): Promise<GateProgram>;
}

export type Launch = LaunchCommand | { readonly invalidEntrypoint: string };

export interface LaunchCommand {
  readonly command: string;
  /** Its name on AWS, where it has one. */
  readonly toldCommand?: string;
  readonly parameters: readonly string[];
  /** Of the interpreter, when another than asked for: said once per runtime. */
  readonly interpreter?: { readonly name: string; readonly version: string; readonly wanted: string };
  /** Variables that the managed runtime has beyond those of every sandbox; the function's own win. */
  readonly environment: Readonly<Record<string, string>>;
  /** True where AWS's start script honours AWS_LAMBDA_EXEC_WRAPPER. */
  readonly wrappable: boolean;
  /** What its client is told beyond the parameters when it shall talk on the descriptor of `runtimeChannel`; absent where it cannot. */
  readonly channelParameters?: readonly string[];
  /** A program that can wait and become this one when it is told how. */
  readonly gate?: GateProgram;
}

/** Starts the language and the client, and waits; equal programs are interchangeable. */
export interface GateProgram {
  readonly command: string;
  readonly parameters: readonly string[];
  /** Its whole environment while it waits. */
  readonly environment: Readonly<Record<string, string>>;
  /** For people: the runtime. */
  readonly toldName: string;
}
