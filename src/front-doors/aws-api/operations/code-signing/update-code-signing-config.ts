import type { CodeSigningConfig } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { localityIn } from './code-signing-arn.js';
import { type CodeSigningInput, existingCodeSigningConfig } from './existing-code-signing-config.js';
import { showCodeSigningConfig } from './show-code-signing-config.js';

interface UpdateCodeSigningConfigInput extends CodeSigningInput {
  readonly Description?: string;
  readonly AllowedPublishers?: { readonly SigningProfileVersionArns: readonly string[] };
  readonly CodeSigningPolicies?: { readonly UntrustedArtifactOnDeployment?: 'Warn' | 'Enforce' };
}

/** Contract §4.14: what is left out stays; an update of nothing is no fault. */
export const updateCodeSigningConfig = operation<UpdateCodeSigningConfigInput>(async (input, context) => {
  const before = existingCodeSigningConfig(input, context);
  const { Description, AllowedPublishers, CodeSigningPolicies } = input;
  const config: CodeSigningConfig = {
    ...before,
    ...(Description !== undefined && { description: Description }),
    signingProfileVersionArns: AllowedPublishers?.SigningProfileVersionArns ?? before.signingProfileVersionArns,
    untrustedArtifactOnDeployment:
      CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? before.untrustedArtifactOnDeployment,
    lastModifiedMs: context.clock.now(),
  };
  await context.registry.codeSigningConfigs.put(localityIn(config.arn), config.id, config);
  return { status: 200, body: { CodeSigningConfig: showCodeSigningConfig(config) } };
});
