import { type CredentialSearch, findCredentials, type FoundCredentials } from '../aws-services/index.js';
import { type Clock, type Logger, messageOf } from '../base/index.js';
import type { Settings } from '../settings/index.js';
import type { Identity, IssuedCredentials } from './identity.js';

export interface IdentityNeeds {
  readonly settings: Pick<Settings, 'credentials' | 'profile' | 'region' | 'account'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Stands in for the AWS SDK's chain. */
  readonly find?: (search: CredentialSearch) => Promise<FoundCredentials>;
}

/** Credentials with less time left than this are renewed before a sandbox gets them. */
const renewBeforeEndMs = 5 * 60_000;

/** A login over the network may take its time, but no function waits longer for it. */
const longestSearchMs = 10_000;

/** Credentials for sandboxes: the user's own through the AWS SDK's chain, found once and kept until they near their end, else dummies. */
export function createIdentity({ settings, clock, logger, find = findCredentials }: IdentityNeeds): Identity {
  let current: Promise<IssuedCredentials | undefined> | undefined;
  let endsAtMs = Infinity;

  const search = async (): Promise<IssuedCredentials | undefined> => {
    const { profile, region } = settings;
    const timeout = new AbortController();
    const cancel = clock.schedule(longestSearchMs, () => {
      timeout.abort(new Error(`the search took longer than ${longestSearchMs / 1000} s`));
    });
    try {
      return issuedFrom(await find({ region, signal: timeout.signal, ...(profile !== undefined && { profile }) }));
    } catch (error) {
      const where =
        profile === undefined ? 'No AWS credentials were found' : `The profile "${profile}" gives no AWS credentials`;
      logger[profile === undefined ? 'debug' : 'warn'](
        `${where} (${messageOf(error)}). Functions get dummy credentials.`,
      );
      return undefined;
    } finally {
      cancel();
    }
  };

  const usersOwn = async (): Promise<IssuedCredentials | undefined> => {
    if (current === undefined || clock.now() > endsAtMs - renewBeforeEndMs) {
      endsAtMs = Infinity;
      current = search();
      current.then(
        (issued) => {
          endsAtMs = issued?.expiresAtMs ?? Infinity;
        },
        () => undefined,
      );
    }
    return current;
  };

  const dummies = (account: string): IssuedCredentials =>
    dummyCredentials(account === settings.account ? 'test' : account);

  return {
    async sandboxCredentials(account = settings.account) {
      if (!settings.credentials) return undefined;
      return (await usersOwn()) ?? dummies(account);
    },
    async ownCredentials(account = settings.account) {
      const found = await usersOwn();
      return found === undefined ? { ...dummies(account), areDummies: true } : { ...found, areDummies: false };
    },
  };
}

/** What neighbours take for their default account; a function of another account signs as that account (twelve digits as key). */
function dummyCredentials(accessKeyId: string): IssuedCredentials {
  return { accessKeyId, secretAccessKey: 'test', sessionToken: 'test' };
}

function issuedFrom({ accessKeyId, secretAccessKey, sessionToken, expiration }: FoundCredentials): IssuedCredentials {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiresAtMs: expiration.getTime() }),
  };
}
