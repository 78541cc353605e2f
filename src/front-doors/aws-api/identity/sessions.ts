import { randomBytes } from 'node:crypto';
import { partitionOf } from '../../../model/index.js';
import type { Action } from './action.js';
import { sessionName } from './checked-names.js';
import { iamError } from './iam-error.js';
import { newIamId, randomCapitals } from './show-iam.js';

/** Credentials of a role. One that is not kept here can be assumed too: functions name roles that nobody made on this machine. */
const assumeRole: Action = async (parameters, { iam, clock }) => {
  const arn = parameters.required('RoleArn');
  const name = sessionName(parameters);
  const [, partition = '', account = '', path = ''] = /^arn:([a-z-]+):iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (account === '') throw iamError('ValidationError', `${arn} is invalid`);
  const role = iam.roles.get(account, path.slice(path.lastIndexOf('/') + 1));
  const seconds = parameters.wholeNumber('DurationSeconds') ?? 3600;
  checkDuration(seconds, role?.maxSessionSeconds);
  const userId = `${role?.id ?? newIamId('AROA')}:${name}`;
  const session = {
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/${name}`,
    userId,
    secretAccessKey: randomBytes(30).toString('base64'),
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

/** Who signs; whoever has no session is its account's root, because Hearth keeps no users. */
const getCallerIdentity: Action = (_parameters, { caller, iam }) => {
  const session = caller.accessKeyId === undefined ? undefined : iam.sessionOf(caller.accessKeyId);
  const { account, region } = caller;
  return {
    Arn: session?.arn ?? `arn:${partitionOf(region)}:iam::${account}:root`,
    UserId: session?.userId ?? account,
    Account: account,
  };
};

export const sessionActions: Readonly<Record<string, Action>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};
