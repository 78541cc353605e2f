import type { NeighbourClientNeeds } from '../aws-services/index.js';
import type { Identity } from '../identity/index.js';
import type { Settings } from '../settings/index.js';

/** How Hearth calls the services it does not own: at `--aws-endpoint`, else at AWS, with the user's credentials. */
export function neighbourClientNeeds(
  { awsEndpoint }: Pick<Settings, 'awsEndpoint'>,
  identity: Pick<Identity, 'ownCredentials'>,
): NeighbourClientNeeds {
  return {
    ...(awsEndpoint !== undefined && { endpoint: awsEndpoint }),
    async credentials(account) {
      const { expiresAtMs, ...found } = await identity.ownCredentials(account);
      return { ...found, ...(expiresAtMs !== undefined && { expiration: new Date(expiresAtMs) }) };
    },
  };
}
