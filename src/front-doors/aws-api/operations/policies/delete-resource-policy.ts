import { policyRevisionMismatch } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { missingPolicy, type ResourcePolicyInput, resourcePolicyTarget } from './resource-policy-target.js';

/** Contract §4.10: 204. */
export const deleteResourcePolicy = operation<ResourcePolicyInput & { readonly RevisionId?: string }>(
  async (input, context) => {
    const { policies } = context.registry;
    const target = resourcePolicyTarget(input, context);
    const policy = policies.get(target);
    if (policy === undefined) throw missingPolicy();
    if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) {
      throw policyRevisionMismatch('GetPolicy');
    }
    await policies.delete(target);
    return { status: 204 };
  },
);
