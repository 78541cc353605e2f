import { randomBytes } from 'node:crypto';
import {
  policiesOfSession,
  policyDocumentOf,
  refusalOfAccess,
  type Role,
  statementsIn,
} from '../../../identity/index.js';
import { apiCaller } from '../caller.js';
import { callerValues, taggedValues } from '../../permissions/index.js';
import type { Action, ActionContext } from './action.js';
import { sessionName } from './checked-names.js';
import { iamError } from './iam-error.js';
import type { QueryParameters } from './query-parameters.js';
import { policyDocument } from './policy-documents.js';
import { newIamId, randomCapitals } from './show-iam.js';

/** Credentials of a role. One that is not kept here can be assumed too: functions name roles that nobody made on this machine. */
export const assumeRole: Action = async (parameters, context) => {
  const { iam, clock } = context;
  const arn = parameters.required('RoleArn');
  const name = sessionName(parameters);
  const [, partition = '', account = '', path = ''] = /^arn:([a-z-]+):iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (account === '') throw iamError('ValidationError', `${arn} is invalid`);
  const roleName = path.slice(path.lastIndexOf('/') + 1);
  const role = iam.roles.get(account, roleName);
  const seconds = parameters.wholeNumber('DurationSeconds') ?? 3600;
  checkDuration(seconds, role?.maxSessionSeconds);
  if (role !== undefined && context.enforcesPolicies) refuseUntrusted(role, { arn, account }, parameters, context);
  const sessionPolicies = sessionPoliciesIn(parameters, context);
  const tags = { ...role?.tags, ...parameters.tags() };
  const userId = `${role?.id ?? newIamId('AROA')}:${name}`;
  const session = {
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${name}`,
    userId,
    secretAccessKey: randomBytes(30).toString('base64'),
    roleArn: arn,
    ...(role !== undefined && { roleName }),
    ...(sessionPolicies.length > 0 && { sessionPolicies }),
    ...(Object.keys(tags).length > 0 && { tags }),
    expiresAtMs: clock.now() + seconds * 1000,
  };
  const AccessKeyId = `ASIA${randomCapitals(16)}`;
  await iam.keepSession(AccessKeyId, session);
  return {
    Credentials: {
      AccessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: randomBytes(96).toString('base64'),
      Expiration: new Date(session.expiresAtMs),
    },
    AssumedRoleUser: { AssumedRoleId: userId, Arn: session.arn },
    PackedPolicySize: 0,
  };
};

/** The role's trust policy must allow the caller; of an assumed role its own policies too, unless the trust policy names it. */
function refuseUntrusted(
  role: Role,
  { arn, account }: { readonly arn: string; readonly account: string },
  parameters: QueryParameters,
  { caller, iam, organizationId }: ActionContext,
): void {
  const who = apiCaller(caller);
  const externalId = parameters.get('ExternalId');
  const tags = parameters.tags();
  const refusal = refusalOfAccess({
    action: 'sts:AssumeRole',
    resource: arn,
    principal: { account: who.account, arn: who.arn, roleArn: who.session?.roleArn },
    caller: who.session === undefined ? undefined : policiesOfSession(iam, who.session)?.policies,
    resourcePolicy: statementsIn(role.trustPolicy),
    resourceAccount: account,
    isTrustPolicy: true,
    values: {
      ...callerValues(who, organizationId),
      'aws:resourceaccount': account,
      'sts:rolesessionname': parameters.required('RoleSessionName'),
      ...(externalId !== undefined && { 'sts:externalid': externalId }),
      ...taggedValues('aws:requesttag', tags),
      ...(Object.keys(tags).length > 0 && { 'aws:tagkeys': Object.keys(tags) }),
      ...taggedValues('iam:resourcetag', role.tags),
      ...taggedValues('aws:resourcetag', role.tags),
    },
  });
  if (refusal === undefined) return;
  const words = `User: ${who.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  throw iamError('AccessDenied', `${words} ${refusal}`);
}

/** What the request narrows its session to: a text, and policies by ARN. */
function sessionPoliciesIn(parameters: QueryParameters, { iam, caller }: ActionContext): readonly string[] {
  const text = parameters.get('Policy');
  const arns = parameters.list('PolicyArns', 'arn');
  const named = arns.map((arn) => {
    const document = policyDocumentOf(iam, caller.account, arn);
    if (document === undefined) throw iamError('ValidationError', `Policy ${arn} does not exist or is not kept here.`);
    return document;
  });
  return [...(text === undefined ? [] : [policyDocument(text)]), ...named];
}

function checkDuration(seconds: number, most = 43_200): void {
  if (seconds < 900) {
    throw iamError(
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    );
  }
  if (seconds > most) {
    throw iamError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}
