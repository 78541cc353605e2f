import { partitionOf, policyRevisionMismatch } from '../../../../model/index.js';
import type { PolicyStatement } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { withStatement } from '../policies/policy-document.js';
import { type LayerVersionInput, layerVersionWithPolicy } from './existing-layer-version.js';
import { layerVersionArn } from './layer-arn.js';

interface AddLayerVersionPermissionInput extends LayerVersionInput {
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly OrganizationId?: string;
  readonly RevisionId?: string;
}

/** Contract §4.9. */
export const addLayerVersionPermission = operation<AddLayerVersionPermissionInput>(async (input, context) => {
  const version = layerVersionWithPolicy(input, context);
  if (input.RevisionId !== undefined && input.RevisionId !== version.policy?.revisionId) {
    throw policyRevisionMismatch('GetLayerPolicy');
  }
  const statement: PolicyStatement = {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalFrom(input.Principal, version.region),
    Action: input.Action,
    Resource: layerVersionArn(version),
    ...(input.OrganizationId !== undefined && {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': input.OrganizationId } },
    }),
  };
  const policy = withStatement(version.policy, statement);
  await context.registry.layers.update({ ...version, policy });
  return { status: 201, body: { Statement: JSON.stringify(statement), RevisionId: policy.revisionId } };
});

/** `*`, an account, or the root of one. */
function principalFrom(principal: string, region: string): unknown {
  if (principal === '*') return '*';
  return { AWS: /^\d{12}$/.test(principal) ? `arn:${partitionOf(region)}:iam::${principal}:root` : principal };
}
