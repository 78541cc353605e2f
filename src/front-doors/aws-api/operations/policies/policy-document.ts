import { newUuid } from '../../../../base/index.js';
import { limits, policyLengthExceeded, resourceConflict } from '../../../../model/index.js';
import type { PolicyStatement, ResourcePolicy } from '../../../../registry/index.js';

/** A policy as its JSON text, in AWS's order of members. */
export function policyText({ statements }: Pick<ResourcePolicy, 'statements'>): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

/** The policy with one statement more; refuses an id that is taken and a document that gets too long. */
export function withStatement(policy: ResourcePolicy | undefined, statement: PolicyStatement): ResourcePolicy {
  const before = policy?.statements ?? [];
  if (before.some(({ Sid }) => Sid === statement.Sid)) {
    throw resourceConflict(
      `The statement id (${statement.Sid ?? ''}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const after = { statements: [...before, statement], revisionId: newUuid() };
  const size = Buffer.byteLength(policyText(after));
  if (size > limits.policy) throw policyLengthExceeded(size, limits.policy);
  return after;
}

/** The policy without the statement; undefined when it was the last. */
export function withoutStatement(policy: ResourcePolicy, sid: string): ResourcePolicy | undefined {
  const statements = policy.statements.filter(({ Sid }) => Sid !== sid);
  return statements.length === 0 ? undefined : { statements, revisionId: newUuid() };
}
