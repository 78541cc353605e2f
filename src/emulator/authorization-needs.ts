import type { AuthorizationNeeds, KnownSecrets } from '../front-doors/api-gateway/index.js';
import type { Iam, Identity } from '../identity/index.js';
import type { Settings } from '../settings/index.js';

/** How the doors authorize requests. */
export function authorizationNeeds(
  settings: Settings,
  identity: Identity,
  iam: Pick<Iam, 'sessionOf'>,
): AuthorizationNeeds {
  const { disableAuthorizer, mockClaims, awsEndpoint, account, organizationId } = settings;
  return {
    disabled: disableAuthorizer,
    ...(mockClaims !== undefined && { mockClaims }),
    ...(awsEndpoint !== undefined && { awsEndpoint }),
    secrets: knownSecrets(identity, account, iam),
    organizationId,
  };
}

/** The keys whose signatures can be verified here: the user's own, the dummies that sandboxes get, twelve digits as an account's key, assumed roles'. */
function knownSecrets(identity: Identity, account: string, iam: Pick<Iam, 'sessionOf'>): KnownSecrets {
  return async (accessKeyId) => {
    if (accessKeyId === 'test') return { secretAccessKey: 'test', account };
    if (/^\d{12}$/.test(accessKeyId)) return { secretAccessKey: 'test', account: accessKeyId };
    const session = iam.sessionOf(accessKeyId);
    if (session !== undefined) {
      return { secretAccessKey: session.secretAccessKey, account: session.account, session };
    }
    const own = await identity.sandboxCredentials();
    return own?.accessKeyId === accessKeyId ? { secretAccessKey: own.secretAccessKey, account } : undefined;
  };
}
