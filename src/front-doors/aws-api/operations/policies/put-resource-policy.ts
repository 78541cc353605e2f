import { newUuid } from '../../../../base/index.js';
import {
  invalidParameterValue,
  limits,
  policyLengthExceeded,
  policyRevisionMismatch,
} from '../../../../model/index.js';
import type { PolicyStatement } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { policyText } from './policy-document.js';
import { type ResourcePolicyInput, resourcePolicyTarget } from './resource-policy-target.js';

interface PutResourcePolicyInput extends ResourcePolicyInput {
  readonly Policy: string;
  readonly RevisionId?: string;
}

/** Contract §4.10: replaces every statement, those of AddPermission included. */
export const putResourcePolicy = operation<PutResourcePolicyInput>(async (input, context) => {
  const { policies } = context.registry;
  const statements = statementsIn(input.Policy);
  const target = resourcePolicyTarget(input, context);
  const before = policies.get(target);
  if (input.RevisionId !== undefined && input.RevisionId !== before?.revisionId) {
    throw policyRevisionMismatch('GetPolicy');
  }
  const policy = { statements, revisionId: newUuid() };
  const size = Buffer.byteLength(policyText(policy));
  if (size > limits.policy) throw policyLengthExceeded(size, limits.policy);
  await policies.put(target, policy);
  return { status: 200, body: { Policy: policyText(policy), RevisionId: policy.revisionId } };
});

function statementsIn(text: string): readonly PolicyStatement[] {
  const statements = [parse(text)?.Statement ?? []].flat();
  if (statements.length > 0 && statements.every(isStatement)) return statements;
  throw invalidParameterValue('Hearth: Policy is no policy document with at least one statement. Check its JSON.');
}

function parse(text: string): { readonly Statement?: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isStatement(value: unknown): value is PolicyStatement {
  return typeof value === 'object' && value !== null && 'Effect' in value && 'Action' in value;
}
