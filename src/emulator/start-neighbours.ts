import {
  createNeighbourClients,
  createObjectReader,
  type NeighbourClientNeeds,
  type NeighbourClients,
  type ObjectReader,
} from '../aws-services/index.js';
import type { Clock, DisposalStack, Logger } from '../base/index.js';
import { createIdentity, type Identity } from '../identity/index.js';
import { limits, type StackObject } from '../model/index.js';
import type { Settings } from '../settings/index.js';
import { neighbourClientNeeds } from './neighbour-client-needs.js';

export interface Neighbours {
  readonly identity: Identity;
  readonly clients: NeighbourClients;
  /** What calls that no client makes are signed with. */
  readonly services: NeighbourClientNeeds;
  readonly objects: ObjectReader;
  /** What a project file names as code in S3. */
  readonly fetchObject: (object: StackObject) => Promise<Buffer>;
}

/** Who Hearth is to its neighbours, and the clients it calls them with. */
export function startNeighbours(
  needs: { readonly settings: Settings; readonly clock: Clock; readonly logger: Logger },
  stack: DisposalStack,
): Neighbours {
  const { settings } = needs;
  const { region } = settings;
  const identity = createIdentity(needs);
  const services = neighbourClientNeeds(settings, identity);
  const clients = stack.use('clients of neighbours', createNeighbourClients(services));
  const objects = createObjectReader(clients);
  return {
    identity,
    clients,
    services,
    objects,
    async fetchObject({ bucket, key, versionId }) {
      const location = { bucket, key, region, ...(versionId !== undefined && { versionId }) };
      const bytes = await objects.read(location, limits.unzippedCode);
      if (bytes === undefined) throw new Error(`It has more than ${limits.unzippedCode} bytes.`);
      return bytes;
    },
  };
}
