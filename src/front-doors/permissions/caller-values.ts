import type { ContextValues, RoleSession } from '../../identity/index.js';

/** Somebody who calls an API of AWS's. */
export interface ApiCaller {
  readonly account: string;
  /** Of the session or, because Hearth keeps no users, of the account's root. */
  readonly arn: string;
  /** Of who signs with an assumed role's key. */
  readonly session?: RoleSession | undefined;
}

/** What conditions may ask about a caller (IAM user guide, "AWS global condition context keys"). */
export function callerValues({ account, arn, session }: ApiCaller, organizationId: string | undefined): ContextValues {
  return {
    'aws:principalaccount': account,
    // That of the role, not of its session.
    'aws:principalarn': session?.roleArn ?? arn,
    'aws:principaltype': session === undefined ? 'Account' : 'AssumedRole',
    'aws:principalisawsservice': 'false',
    'aws:userid': session?.userId ?? account,
    ...(organizationId !== undefined && { 'aws:principalorgid': organizationId }),
    ...taggedValues('aws:principaltag', session?.tags ?? {}),
  };
}

/** `aws:PrincipalTag/team` and the like, for each tag. */
export function taggedValues(prefix: string, tags: Readonly<Record<string, string>>): ContextValues {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`.toLowerCase(), value]));
}
