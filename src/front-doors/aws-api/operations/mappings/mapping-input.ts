/** What Create and Update say of a mapping, by AWS's names; the service model has checked the types. */
export interface MappingInput {
  readonly FunctionName?: string;
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  readonly KMSKeyArn?: string;
  readonly MetricsConfig?: object;
  readonly LoggingConfig?: object;
  readonly ScalingConfig?: object;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ParallelizationFactor?: number;
  readonly DestinationConfig?: {
    readonly OnSuccess?: { readonly Destination?: string };
    readonly OnFailure?: { readonly Destination?: string };
  };
  readonly MaximumRecordAgeInSeconds?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly TumblingWindowInSeconds?: number;
  readonly SourceAccessConfigurations?: readonly object[];
  readonly FunctionResponseTypes?: readonly string[];
  readonly ProvisionedPollerConfig?: { readonly MinimumPollers?: number; readonly MaximumPollers?: number };
  readonly DocumentDBEventSourceConfig?: object;
  readonly AmazonManagedKafkaEventSourceConfig?: KafkaInput;
  readonly SelfManagedKafkaEventSourceConfig?: KafkaInput;
}

interface KafkaInput {
  readonly ConsumerGroupId?: string;
  readonly SchemaRegistryConfig?: object;
  readonly ConsumptionMode?: string;
}

export interface CreateMappingInput extends MappingInput {
  readonly FunctionName: string;
  readonly EventSourceArn?: string;
  readonly StartingPosition?: string;
  readonly StartingPositionTimestamp?: number;
  readonly Topics?: readonly string[];
  readonly Queues?: readonly string[];
  readonly SelfManagedEventSource?: { readonly Endpoints?: Readonly<Record<string, readonly string[]>> };
  readonly Tags?: Readonly<Record<string, string>>;
}
