import type { Clock, Logger } from '../base/index.js';
import type { Stack } from '../model/index.js';
import type { Settings } from '../settings/index.js';
import type { ImageProgress } from '../worker/sandbox-host/index.js';
import type { SandboxStart } from './watch-starts.js';

/** A project that has been read, and how to read it again when its files change. */
export interface Project {
  readonly stack: Stack;
  readonly readAgain: () => Promise<Stack>;
  /** When reading began, in epoch milliseconds: what has changed since then is read once more. */
  readonly readAtMs?: number;
  /** The variables of the user's own files, as `readAgain` found them last; absent means those of the settings. */
  readonly givenVariables?: () => Pick<Settings, 'environmentOverrides' | 'containerEnvironment'>;
}

export interface EmulatorOptions {
  readonly settings: Settings;
  /** Applied before the doors open; one that is still to be read is read while the sandbox hosts open. */
  readonly project?: Project | (() => Promise<Project>) | undefined;
  readonly logger: Logger;
  /** Default: the machine's own. */
  readonly clock?: Clock;
  /** Whether to serve HTTP APIs; the AWS API always is. */
  readonly serveApis: boolean;
  /** True lets the AWS API move to the next free port when its own is taken and was not named. */
  readonly awsPortMayMove: boolean;
  /** The name of the function that is called: it alone is told of and prepared ahead, the others are there for it to call. */
  readonly onlyCalled?: string;
  /** False: other commands in the project do not find it while it is ephemeral. */
  readonly findable?: boolean;
  /** How the user changes each port, for messages. */
  readonly portFlags: { readonly api: string; readonly aws: string };
  readonly onImageProgress?: (progress: ImageProgress) => void;
  /** Each step of each cold start; called within the start, so it must be quick and must not throw. */
  readonly onSandboxStart?: (start: SandboxStart) => void;
}

/** The same, with the project as it was read. */
export type ReadOptions = Omit<EmulatorOptions, 'project'> & { readonly project: Project | undefined };
