import type { Clock, Logger } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { FunctionLogs } from '../logs/index.js';
import type { ImageChoice, SandboxHost } from '../sandbox-host/index.js';
import type { InitializationType } from './sandbox.js';

/** What placement decided about one new sandbox. */
export interface SandboxRequest {
  readonly function: FunctionVersion;
  readonly host: SandboxHost;
  readonly image: ImageChoice;
  readonly initializationType: InitializationType;
  /** Absent with `--no-credentials`: then the sandbox has no AWS_ACCESS_KEY_ID and friends. */
  readonly credentials?: SandboxCredentials;
  /** Hearth's own additions that the function's environment may override, e.g. `AWS_ENDPOINT_URL_LAMBDA`. */
  readonly defaultEnvironment: Readonly<Record<string, string>>;
  /** Gives up making the place; without effect once `startSandbox` has answered. */
  readonly signal?: AbortSignal;
}

/** AWS credentials as a sandbox gets them; structurally what `identity` hands out. */
export interface SandboxCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Epoch milliseconds; the sandbox must be replaced before. */
  readonly expiresAtMs?: number;
}

export interface SandboxDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly logs: FunctionLogs;
}
