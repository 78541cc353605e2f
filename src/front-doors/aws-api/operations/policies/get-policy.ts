import { resourceNotFound } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { existingVersion } from '../rules/existence-rules.js';
import { policyText } from './policy-document.js';
import { policyTarget, type PolicyTargetInput } from './policy-target.js';

/** Contract §4.10: the document as a text; without a statement there is none. */
export const getPolicy = operation<PolicyTargetInput>((input, context) => {
  const target = policyTarget(input, context);
  const policy = context.registry.policies.get(target);
  if (policy === undefined) {
    existingVersion(target, context.registry.versions);
    throw resourceNotFound('The resource you requested does not exist.');
  }
  return { status: 200, body: { Policy: policyText(policy), RevisionId: policy.revisionId } };
});
