/** What of an operation's input decides who may use it; the service model promises these types. */
export interface AskedInput {
  readonly FunctionName?: string;
  readonly Qualifier?: string;
  readonly LayerName?: string;
  readonly VersionNumber?: number;
  readonly Arn?: string;
  readonly UUID?: string;
  readonly CodeSigningConfigArn?: string;
  readonly CapacityProviderName?: string;
  readonly DurableExecutionArn?: string;
  readonly Resource?: string;
  readonly ResourceArn?: string;
  readonly Role?: string;
  readonly Layers?: readonly string[];
  readonly VpcConfig?: { readonly SubnetIds?: readonly string[]; readonly SecurityGroupIds?: readonly string[] };
  readonly AuthType?: string;
  readonly FunctionUrlAuthType?: string;
  readonly Principal?: string;
  readonly StatementId?: string;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly TagKeys?: readonly string[];
}
