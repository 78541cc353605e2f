import type { Architecture } from './architecture.js';
import type { FunctionArn } from './arn.js';

/** The version number of the unpublished version. */
export const LATEST = '$LATEST';

/**
 * Where a version's (or layer's) files are. The digest names the content: equal digest, equal files.
 * - `archive`: a zip (or jar) in the code store, `digest` = lower-case hex SHA-256 of the zip as uploaded.
 * - `folder`: a folder of this machine, `digest` over paths, modes and contents. With `live` the folder itself is mounted
 *   (bind mount), so that edits are seen at once; else its content is delivered once per digest.
 */
export type CodeSource =
  | {
      readonly kind: 'archive';
      readonly digest: string;
      readonly path: string;
      /** What the user calls it, for messages; default: `path`. */
      readonly givenAs?: string;
    }
  | { readonly kind: 'folder'; readonly digest: string; readonly path: string; readonly live: boolean };

/** Settings of a container image that override the image's own (`ImageConfig`). */
export interface ImageOverrides {
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
}

/** What one version runs: code by managed or custom runtime, or a container image. */
export type FunctionPackage =
  | {
      readonly packageType: 'Zip';
      readonly runtime: string;
      readonly handler: string;
      readonly code: CodeSource;
      /** In the order given; later ones overwrite earlier ones in `/opt`. */
      readonly layers: readonly CodeSource[];
    }
  | { readonly packageType: 'Image'; readonly imageUri: string; readonly overrides: ImageOverrides };

export interface LoggingConfig {
  readonly format: 'Text' | 'JSON';
  readonly group: string;
  readonly applicationLevel?: string;
  readonly systemLevel?: string;
}

/** As the AWS API has it. */
export interface TenancyConfig {
  readonly TenantIsolationMode: 'PER_TENANT';
}

/** As the AWS API has it; seconds and days. */
export interface DurableConfig {
  readonly ExecutionTimeout: number;
  readonly RetentionPeriodInDays?: number;
  readonly KMSKeyArn?: string;
}

/** Everything that running one version of a function needs; immutable, so that it can be shared and compared by `generation`. */
export interface FunctionVersion {
  readonly name: string;
  /** `$LATEST` or a published number. */
  readonly version: string;
  /** Unqualified. */
  readonly arn: FunctionArn;
  readonly package: FunctionPackage;
  readonly architecture: Architecture;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly ephemeralStorageMb: number;
  readonly logging: LoggingConfig;
  /** Code hash and configuration hash in one: a sandbox serves exactly one generation (design decision 5). */
  readonly generation: string;
  /** Image to use instead of the runtime's default (`--invoke-image`, template metadata); zip functions only. */
  readonly imageOverride?: string;
  /** Set while the user debugs the function; published versions have none. */
  readonly debug?: DebugSettings;
  /** Variables that it has only here and that the API does not show: what `sam local` or serverless-offline set. */
  readonly localEnvironment?: Readonly<Record<string, string>>;
  /** Its sandboxes are never shared between tenants, and whoever invokes it names one. */
  readonly isolatesTenants?: boolean;
  /** It is written for durable executions, which do not run here. */
  readonly isDurable?: boolean;
  /** Set when the function is known not to work (missing code, missing image, unknown runtime); invoking it answers this. */
  readonly problem?: FunctionProblem;
}

/** A function whose runtime waits for a debugger: it has one sandbox at a time, because the port is one, and nothing of it is timed. */
export interface DebugSettings {
  /** Of the user's machine, on 127.0.0.1; the same inside the sandbox. */
  readonly port: number;
  /** For the debugger, or for the interpreter that starts it; see `debuggerOf`. */
  readonly arguments: readonly string[];
  /** Folder with the debugger's own files, which containers see at `debuggerFolder`. */
  readonly files?: CodeSource;
}

/** Why a function of the project cannot be loaded: an error that its callers get, and the remedy for the user. */
export interface FunctionProblem {
  readonly errorType: string;
  readonly message: string;
}
