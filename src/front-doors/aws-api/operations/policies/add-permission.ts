import { formatFunctionArn, policyRevisionMismatch } from '../../../../model/index.js';
import { keyOf } from '../../function-target.js';
import { operation, type OperationContext } from '../operation.js';
import type { FunctionTarget } from '../../function-target.js';
import { makeStatement, type PermissionInput } from './make-statement.js';
import { withStatement } from './policy-document.js';
import { refuseMissing } from '../refuse-missing.js';
import { policyTarget, type PolicyTargetInput } from './policy-target.js';

interface AddPermissionInput extends PolicyTargetInput, PermissionInput {
  readonly RevisionId?: string;
}

/** Contract §4.10. While there is no policy yet, a revision is compared with that of what the policy is for. */
export const addPermission = operation<AddPermissionInput>(async (input, context) => {
  const { registry } = context;
  const target = policyTarget(input, context);
  const statement = makeStatement(input, formatFunctionArn(target), target.region);
  refuseMissing(target, context);
  const policy = registry.policies.get(target);
  const revision = policy?.revisionId ?? revisionOf(target, context);
  if (input.RevisionId !== undefined && input.RevisionId !== revision) throw policyRevisionMismatch('GetPolicy');
  await registry.policies.put(target, withStatement(policy, statement));
  return { status: 201, body: { Statement: JSON.stringify(statement) } };
});

function revisionOf(target: FunctionTarget, { registry }: OperationContext): string | undefined {
  const alias = target.qualifier === undefined ? undefined : registry.aliases.find(keyOf(target), target.qualifier);
  return alias?.revisionId ?? registry.versions.find(target)?.revisionId;
}
