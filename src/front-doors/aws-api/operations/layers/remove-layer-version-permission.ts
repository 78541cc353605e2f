import { policyRevisionMismatch, resourceNotFound } from '../../../../model/index.js';
import type { LayerVersion, ResourcePolicy } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { withoutStatement } from '../policies/policy-document.js';
import { type LayerVersionInput, layerVersionWithPolicy } from './existing-layer-version.js';

interface RemoveLayerVersionPermissionInput extends LayerVersionInput {
  readonly StatementId: string;
  readonly RevisionId?: string;
}

/** Contract §4.9: 204. */
export const removeLayerVersionPermission = operation<RemoveLayerVersionPermissionInput>(async (input, context) => {
  const version = layerVersionWithPolicy(input, context);
  const { policy } = version;
  if (policy === undefined) throw resourceNotFound('No policy is associated with the given resource.');
  if (!policy.statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) {
    throw policyRevisionMismatch('GetLayerPolicy');
  }
  await context.registry.layers.update(withPolicy(version, withoutStatement(policy, input.StatementId)));
  return { status: 204 };
});

function withPolicy(version: LayerVersion, policy: ResourcePolicy | undefined): LayerVersion {
  const members = Object.entries(version).filter(([name]) => name !== 'policy');
  const rest = Object.fromEntries(members) as unknown as LayerVersion;
  return policy === undefined ? rest : { ...rest, policy };
}
