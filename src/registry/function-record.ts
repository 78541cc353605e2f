import type {
  Architecture,
  CodeSource,
  FunctionProblem,
  FunctionVersion,
  ImageOverrides,
  LoggingConfig,
} from '../model/index.js';
import type { FunctionStatus } from './function-status.js';

/** Account, region and name: what a function made over the AWS API is kept under. */
export interface FunctionKey {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** A function as the AWS API shows it; immutable, a change makes a new record. */
export interface FunctionRecord extends FunctionKey {
  /** `$LATEST` or the number of a published version. */
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: FunctionCode;
  /** New after every change and once more when the change settles. */
  readonly revisionId: string;
  readonly lastModifiedMs: number;
  readonly status: FunctionStatus;
  readonly tags: Readonly<Record<string, string>>;
  /** Variables that it has only here, and that no answer shows. */
  readonly localEnvironment?: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  /** Absent: AWS's default, `Terminate`. */
  readonly recursiveLoop?: 'Allow' | 'Terminate';
  readonly codeSigningConfigArn?: string;
  /** The last version made of `$LATEST`, and what it was made of: publishing the same again makes none. */
  readonly publishedAs?: { readonly version: string; readonly fingerprint: string };
}

/** What a user configures besides the code. Absent means never set. */
export interface FunctionSettings {
  readonly role: string;
  readonly description: string;
  /** Zip packages only, like `handler`. */
  readonly runtime?: string;
  readonly handler?: string;
  readonly architecture: Architecture;
  readonly environment?: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMb: number;
  readonly logging: LoggingConfig;
  /** The layer versions behind the code's `layers`, in the same order; absent when there are none. */
  readonly layerVersions?: readonly LayerReference[];
  /** Image packages only; absent when nothing is overridden. */
  readonly imageOverrides?: ImageOverrides;
  /** Members that the API keeps and shows and that nothing here acts on (`VpcConfig`, `TracingConfig` …), by AWS's names and in AWS's form. */
  readonly shownOnly: Readonly<Record<string, unknown>>;
}

/** A layer version as a function shows it, with the bytes of its zip. */
export interface LayerReference {
  readonly arn: string;
  readonly size: number;
  /** Bytes of what is in it. */
  readonly unzippedSize: number;
}

export type FunctionCode =
  | {
      readonly packageType: 'Zip';
      readonly source: CodeSource;
      readonly layers: readonly CodeSource[];
      /** Bytes of the zip. */
      readonly size: number;
      /** Bytes of what is in it; absent for folders. */
      readonly unzippedSize?: number;
      readonly imageOverride?: string;
      readonly problem?: FunctionProblem;
    }
  | { readonly packageType: 'Image'; readonly imageUri: string; readonly problem?: FunctionProblem };

/** A record together with what its invocations run, which lags behind the record while an update is in progress. */
export interface FunctionEntry {
  readonly record: FunctionRecord;
  /** Undefined while the function is Pending. */
  readonly running?: FunctionVersion;
}
