import { newUuid } from '../../../../base/index.js';
import { stableId } from '../../../../model/index.js';
import type { CodeSigningConfig } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { checkTags } from '../rules/tag-rules.js';
import { codeSigningArn } from './code-signing-arn.js';
import { showCodeSigningConfig } from './show-code-signing-config.js';

interface CreateCodeSigningConfigInput {
  readonly Description?: string;
  readonly AllowedPublishers: { readonly SigningProfileVersionArns: readonly string[] };
  readonly CodeSigningPolicies?: { readonly UntrustedArtifactOnDeployment?: 'Warn' | 'Enforce' };
  readonly Tags?: Readonly<Record<string, string>>;
}

/** Contract §4.14. Kept and shown; no signature is checked here. */
export const createCodeSigningConfig = operation<CreateCodeSigningConfigInput>(async (input, context) => {
  const { caller, registry, clock } = context;
  checkTags(input.Tags ?? {});
  const id = `csc-${stableId(newUuid(), 17)}`;
  const config: CodeSigningConfig = {
    id,
    arn: codeSigningArn(caller, id),
    ...(input.Description !== undefined && { description: input.Description }),
    signingProfileVersionArns: input.AllowedPublishers.SigningProfileVersionArns,
    untrustedArtifactOnDeployment: input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? 'Warn',
    lastModifiedMs: clock.now(),
    tags: input.Tags ?? {},
  };
  await registry.codeSigningConfigs.put(caller, id, config);
  return { status: 201, body: { CodeSigningConfig: showCodeSigningConfig(config) } };
});
