import type { AuthorizationNeeds, KnownSecrets } from '../front-doors/api-gateway/index.js';
import type { Identity } from '../identity/index.js';
import type { Settings } from '../settings/index.js';

/** How the doors authorize requests. */
export function authorizationNeeds(settings: Settings, identity: Identity): AuthorizationNeeds {
  const { disableAuthorizer, mockClaims, awsEndpoint, account } = settings;
  return {
    disabled: disableAuthorizer,
    ...(mockClaims !== undefined && { mockClaims }),
    ...(awsEndpoint !== undefined && { awsEndpoint }),
    secrets: knownSecrets(identity, account),
  };
}

/** The keys whose signatures can be verified here: the user's own, the dummies that sandboxes get, and twelve digits as an account's key. */
function knownSecrets(identity: Identity, account: string): KnownSecrets {
  return async (accessKeyId) => {
    if (accessKeyId === 'test') return { secretAccessKey: 'test', account };
    if (/^\d{12}$/.test(accessKeyId)) return { secretAccessKey: 'test', account: accessKeyId };
    const own = await identity.sandboxCredentials();
    return own?.accessKeyId === accessKeyId ? { secretAccessKey: own.secretAccessKey, account } : undefined;
  };
}
