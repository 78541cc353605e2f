export { createNeighbourClients } from './create-neighbour-clients.js';
export { type CredentialSearch, findCredentials, type FoundCredentials } from './find-credentials.js';
export type {
  NeighbourClientNeeds,
  NeighbourClients,
  NeighbourCredentials,
  NeighbourService,
  NeighbourServices,
} from './neighbour-clients.js';
export { createObjectReader, type ObjectLocation, type ObjectReader, ObjectRefused } from './object-reader.js';
