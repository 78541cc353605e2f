import { statementsIn } from '../policies/policy-document.js';
import type { CallerPolicies } from '../policies/authorize.js';
import type { Statement } from '../policies/evaluate-statements.js';
import { awsManagedPolicy, isAwsPolicyArn } from './aws-managed-policies.js';
import type { Iam } from './iam.js';
import type { Role, RoleSession } from './iam-records.js';

/** The policies of whoever signs with a session's key, and what of them is not known here. */
export interface SessionPolicies {
  readonly policies: CallerPolicies;
  /** ARNs of attached policies of AWS's whose texts are not kept here: they allow nothing. */
  readonly unknown: readonly string[];
}

type Policies = Pick<Iam, 'roles' | 'policies'>;

/**
 * What a session may by its role as that is now. Undefined for a role that was never made here: functions name roles that nobody made on
 * this machine, and whoever assumes one may all. A role that was deleted meanwhile leaves its sessions nothing.
 */
export function policiesOfSession(iam: Policies, session: RoleSession): SessionPolicies | undefined {
  if (session.roleName === undefined) return undefined;
  const role = iam.roles.get(session.account, session.roleName);
  const policies =
    role !== undefined && session.userId.startsWith(`${role.id}:`) ? policiesOfRole(iam, session.account, role) : none;
  const { sessionPolicies } = session;
  return {
    ...policies,
    policies: {
      ...policies.policies,
      ...(sessionPolicies !== undefined && { session: sessionPolicies.flatMap(statementsIn) }),
    },
  };
}

const none: SessionPolicies = { policies: { identity: [] }, unknown: [] };

function policiesOfRole(iam: Policies, account: string, role: Role): SessionPolicies {
  const { attachedPolicies, inlinePolicies, permissionsBoundary } = role;
  const read = (arn: string): readonly Statement[] => statementsIn(policyDocumentOf(iam, account, arn) ?? '');
  return {
    policies: {
      identity: [...Object.values(inlinePolicies).flatMap(statementsIn), ...attachedPolicies.flatMap(read)],
      ...(permissionsBoundary !== undefined && { boundary: read(permissionsBoundary) }),
    },
    unknown: [...attachedPolicies, ...(permissionsBoundary === undefined ? [] : [permissionsBoundary])].filter(
      (arn) => isAwsPolicyArn(arn) && awsManagedPolicy(arn) === undefined,
    ),
  };
}

/** What a managed policy of an account or of AWS's says in its default version; undefined when it is not kept here. */
export function policyDocumentOf(
  { policies }: Pick<Iam, 'policies'>,
  account: string,
  arn: string,
): string | undefined {
  const policy = isAwsPolicyArn(arn)
    ? awsManagedPolicy(arn)
    : policies.get(account, arn.slice(arn.lastIndexOf('/') + 1));
  return policy?.versions.find(({ number }) => number === policy.defaultVersion)?.document;
}
