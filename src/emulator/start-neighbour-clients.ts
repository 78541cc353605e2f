import { createNeighbourClients, type NeighbourClients } from '../aws-services/index.js';
import type { Identity } from '../identity/index.js';
import type { Settings } from '../settings/index.js';

/** Hearth's own clients of the services it does not own: at `--aws-endpoint`, else at AWS, with the user's credentials. */
export function startNeighbourClients(
  { awsEndpoint }: Pick<Settings, 'awsEndpoint'>,
  identity: Pick<Identity, 'ownCredentials'>,
): NeighbourClients {
  return createNeighbourClients({
    ...(awsEndpoint !== undefined && { endpoint: awsEndpoint }),
    async credentials(account) {
      const { expiresAtMs, ...found } = await identity.ownCredentials(account);
      return { ...found, ...(expiresAtMs !== undefined && { expiration: new Date(expiresAtMs) }) };
    },
  });
}
