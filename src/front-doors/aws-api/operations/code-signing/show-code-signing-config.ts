import type { CodeSigningConfig } from '../../../../registry/index.js';

/** Contract §4.14. */
export function showCodeSigningConfig(config: CodeSigningConfig): object {
  return {
    CodeSigningConfigId: config.id,
    CodeSigningConfigArn: config.arn,
    ...(config.description !== undefined && { Description: config.description }),
    AllowedPublishers: { SigningProfileVersionArns: config.signingProfileVersionArns },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: config.untrustedArtifactOnDeployment },
    LastModified: new Date(config.lastModifiedMs).toISOString(),
  };
}
