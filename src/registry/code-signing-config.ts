/** A code signing configuration, kept and shown; there is no signer here, so nothing is verified by it. */
export interface CodeSigningConfig {
  /** `csc-` and 17 characters. */
  readonly id: string;
  readonly arn: string;
  readonly description?: string;
  readonly signingProfileVersionArns: readonly string[];
  readonly untrustedArtifactOnDeployment: 'Warn' | 'Enforce';
  readonly lastModifiedMs: number;
  readonly tags: Readonly<Record<string, string>>;
}
