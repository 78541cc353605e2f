import type { Architecture } from '../../../../model/index.js';

/** What CreateFunction and UpdateFunctionConfiguration say in common, by AWS's names; the service model has checked the types. */
export interface ConfigurationInput {
  readonly Role?: string;
  readonly Description?: string;
  readonly Runtime?: string;
  readonly Handler?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly EphemeralStorage?: { readonly Size: number };
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly LoggingConfig?: LoggingInput;
  readonly ImageConfig?: ImageConfigInput;
  readonly SnapStart?: { readonly ApplyOn?: string };
  readonly TracingConfig?: { readonly Mode?: string };
  readonly DeadLetterConfig?: { readonly TargetArn?: string };
  readonly VpcConfig?: VpcInput;
  readonly KMSKeyArn?: string;
  readonly FileSystemConfigs?: readonly unknown[];
  readonly Layers?: readonly string[];
  readonly TenancyConfig?: { readonly TenantIsolationMode: string };
  readonly CapacityProviderConfig?: unknown;
  readonly DurableConfig?: DurableInput;
  readonly RuntimeConfig?: unknown;
  readonly AcceleratorConfig?: unknown;
}

export interface LoggingInput {
  readonly LogFormat?: 'Text' | 'JSON';
  readonly LogGroup?: string;
  readonly ApplicationLogLevel?: string;
  readonly SystemLogLevel?: string;
}

export interface ImageConfigInput {
  readonly EntryPoint?: readonly string[];
  readonly Command?: readonly string[];
  readonly WorkingDirectory?: string;
}

export interface DurableInput {
  readonly ExecutionTimeout?: number;
  readonly RetentionPeriodInDays?: number;
  readonly KMSKeyArn?: string;
}

export interface VpcInput {
  readonly SubnetIds?: readonly string[];
  readonly SecurityGroupIds?: readonly string[];
  readonly Ipv6AllowedForDualStack?: boolean;
}

/** Where an operation says the code is. */
export interface CodeInput {
  readonly ZipFile?: Buffer;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ImageUri?: string;
}

export interface CreateFunctionInput extends ConfigurationInput {
  readonly FunctionName: string;
  readonly Role: string;
  readonly Code: CodeInput;
  readonly PackageType?: 'Zip' | 'Image';
  readonly Architectures?: readonly Architecture[];
  readonly Tags?: Readonly<Record<string, string>>;
  readonly Publish?: boolean;
  readonly PublishTo?: string;
  readonly CodeSigningConfigArn?: string;
}
