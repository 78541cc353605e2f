import { formatFunctionArn, policyRevisionMismatch, resourceNotFound } from '../../../../model/index.js';
import { keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { withoutStatement } from './policy-document.js';
import { policyTarget, type PolicyTargetInput } from './policy-target.js';

interface RemovePermissionInput extends PolicyTargetInput {
  readonly StatementId: string;
  readonly RevisionId?: string;
}

/** Contract §4.10: 204; with its last statement the policy is gone. */
export const removePermission = operation<RemovePermissionInput>(async (input, context) => {
  const { registry, functions } = context;
  const target = policyTarget(input, context);
  if (functions.find(keyOf(target)) === undefined) {
    throw resourceNotFound(`No policy found for: ${formatFunctionArn(target)}`);
  }
  const policy = registry.policies.get(target);
  if (policy === undefined) throw resourceNotFound('No policy is associated with the given resource.');
  if (!policy.statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) {
    throw policyRevisionMismatch('GetPolicy');
  }
  const rest = withoutStatement(policy, input.StatementId);
  await (rest === undefined ? registry.policies.delete(target) : registry.policies.put(target, rest));
  return { status: 204 };
});
