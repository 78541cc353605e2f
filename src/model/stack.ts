import type { Architecture } from './architecture.js';
import type {
  DurableConfig,
  FunctionProblem,
  ImageOverrides,
  LoggingConfig,
  TenancyConfig,
} from './function-version.js';
import type { Api, FunctionUrl, LoadBalancer, WebSocketApi } from './apis/index.js';

/** What one project file says exists, after resolution. `deployment` applies it to the registry. */
export interface Stack {
  readonly name: string;
  /** The file it was read from, absolute. */
  readonly file: string;
  /** Where its first function is: what the file says, unless the user named a region. Absent means that of the settings. */
  readonly region?: string;
  /** The same of its account. */
  readonly account?: string;
  readonly functions: readonly StackFunction[];
  readonly apis: readonly Api[];
  readonly urls?: readonly FunctionUrl[];
  readonly webSocketApis?: readonly WebSocketApi[];
  readonly balancers?: readonly LoadBalancer[];
  /** Things the user should know: unresolved references, ignored resources, routes claimed twice. */
  readonly notices: readonly string[];
  /** Files and folders, absolute, whose change means reading again or a new generation. */
  readonly watched: readonly string[];
}

/** A function of a project file. Code lies on this machine and is hashed or packed by `deployment`. */
export interface StackFunction {
  readonly logicalId: string;
  /** More names by which people may call it: the logical id without the nested stack, the construct of a CDK app. */
  readonly alsoKnownAs?: readonly string[];
  /** `FunctionName` when given, else the logical id. */
  readonly name: string;
  /** Those of its stack. Absent means those of the settings. */
  readonly region?: string;
  readonly account?: string;
  readonly package: StackPackage;
  readonly architecture: Architecture;
  readonly environment: Readonly<Record<string, string>>;
  /** What it sees only here and not on AWS, unless it has such variables itself. */
  readonly localEnvironment?: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMb: number;
  readonly description: string;
  readonly reservedConcurrency?: number;
  /** ARN of the queue or topic that gets its failed asynchronous events. */
  readonly deadLetterQueue?: string;
  /** It may call itself in a loop. */
  readonly recursiveLoop?: 'Allow';
  readonly logging: LoggingConfig;
  readonly tenancyConfig?: TenancyConfig;
  readonly durableConfig?: DurableConfig;
  /** How the project file says that its code is made, run where `--build` asks for it. */
  readonly buildCommand?: string;
  readonly aliases?: readonly StackAlias[];
  readonly eventInvokeConfigs?: readonly StackEventInvokeConfig[];
  readonly problem?: FunctionProblem;
}

/** A name for the code as it is now: versions of a project file are not kept apart, because the code changes with every save. */
export interface StackAlias {
  readonly name: string;
  readonly description: string;
}

/** How asynchronous invocations of one qualifier are retried and where their outcomes go; absent members mean AWS's defaults. */
export interface StackEventInvokeConfig {
  /** An alias or `$LATEST`. */
  readonly qualifier: string;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
  /** ARNs. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

export type StackPackage =
  | {
      readonly packageType: 'Zip';
      readonly runtime: string;
      readonly handler: string;
      readonly code: StackCode;
      readonly layers: readonly StackCode[];
    }
  | {
      readonly packageType: 'Image';
      readonly imageUri: string;
      readonly overrides: ImageOverrides;
      /** How `imageUri` is made, when its source is on this machine. */
      readonly build?: ImageBuild;
    };

/** What `docker build` needs; absolute paths, the Dockerfile relative to the context. */
export interface ImageBuild {
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly buildArguments: Readonly<Record<string, string>>;
}

/** Absolute path of a folder, of a zip or jar, an object in S3, or the text of inline code with the file name its runtime gives it. */
export type StackCode =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'archive'; readonly path: string }
  | StackObject
  | { readonly kind: 'inline'; readonly fileName: string; readonly text: string };

/** A zip in S3, as a project file names it. */
export interface StackObject {
  readonly kind: 'object';
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}
