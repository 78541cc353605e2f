import { evaluateStatements, grantsOf, type PolicyQuestion, type Statement } from './evaluate-statements.js';
import type { AccountPrincipal } from './principals.js';

/** What a caller may do by its own account's policies; each but the first only narrows. */
export interface CallerPolicies {
  readonly identity: readonly Statement[];
  readonly boundary?: readonly Statement[] | undefined;
  /** Those given to AssumeRole. */
  readonly session?: readonly Statement[] | undefined;
}

export interface AccessQuestion extends PolicyQuestion {
  readonly principal: AccountPrincipal;
  /** Undefined for who may all that its account may: the root of an account. */
  readonly caller: CallerPolicies | undefined;
  /** The policy of the resource; empty where it has none. */
  readonly resourcePolicy: readonly Statement[];
  /** Whose the resource is. */
  readonly resourceAccount: string;
  /** A role's, which must allow whoever assumes it, also within its account. */
  readonly isTrustPolicy?: boolean;
}

/**
 * Why somebody may not, in AWS's words; undefined when they may (IAM user guide, "Policy evaluation logic" and "Troubleshoot access denied
 * error messages"). A Deny anywhere wins. Within an account the policies of the caller or the resource's must allow; between accounts
 * both must.
 */
export function refusalOfAccess(question: AccessQuestion): string | undefined {
  const { action, caller, resourcePolicy, principal, resourceAccount } = question;
  const { isTrustPolicy = false } = question;
  const own = { action, resource: question.resource, values: question.values };
  const { identity = everything, boundary, session } = caller ?? {};
  const policies = [
    { name: 'an identity-based policy', verdict: evaluateStatements(identity, own) },
    {
      name: isTrustPolicy ? 'the role trust policy' : 'a resource-based policy',
      verdict: evaluateStatements(resourcePolicy, question),
    },
    ...(boundary === undefined ? [] : [{ name: 'a permissions boundary', verdict: evaluateStatements(boundary, own) }]),
    ...(session === undefined ? [] : [{ name: 'a session policy', verdict: evaluateStatements(session, own) }]),
  ];
  const denying = policies.find(({ verdict }) => verdict === 'denied');
  if (denying !== undefined) return `with an explicit deny in ${denying.name}`;
  const [ofIdentity, ofResource, ...limits] = policies;
  const grants = grantsOf(resourcePolicy, question);
  const isOwn = principal.account === resourceAccount;
  // What is granted to the very session is not narrowed by what the role has; the account alone grants nothing to its own people.
  if (isOwn && grants.has('itself')) return undefined;
  const isGranted = isOwn && (grants.has('role') || grants.has('everyone'));
  const needed = [...(isGranted ? [] : [ofIdentity]), ...limits, ...(isOwn && !isTrustPolicy ? [] : [ofResource])];
  const missing = needed.find((policy) => policy?.verdict === 'not-allowed');
  return missing === undefined ? undefined : `because no ${withoutArticle(missing.name)} allows the ${action} action`;
}

const everything: readonly Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

function withoutArticle(name: string): string {
  return name.replace(/^(?:an?|the) /, '');
}
