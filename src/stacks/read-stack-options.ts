export interface ReadStackOptions {
  /** Absolute path of a SAM or CloudFormation template, of a serverless.yml or its like, or of a CDK cloud assembly. */
  readonly file: string;
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly region: string;
  readonly account: string;
  /** `AWS::StackName`; SAM's name for what runs locally is the default. */
  readonly stackName?: string;
}
