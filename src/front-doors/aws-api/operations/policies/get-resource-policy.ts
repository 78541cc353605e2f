import { operation } from '../operation.js';
import { policyText } from './policy-document.js';
import { missingPolicy, type ResourcePolicyInput, resourcePolicyTarget } from './resource-policy-target.js';

/** Contract §4.10: the same policy as GetPolicy's, asked for by ARN. */
export const getResourcePolicy = operation<ResourcePolicyInput>((input, context) => {
  const policy = context.registry.policies.get(resourcePolicyTarget(input, context));
  if (policy === undefined) throw missingPolicy();
  return { status: 200, body: { Policy: policyText(policy), RevisionId: policy.revisionId } };
});
