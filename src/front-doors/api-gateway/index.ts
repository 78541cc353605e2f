export { type ApiAddresses, apiAddresses } from './address.js';
export type { AuthorizationNeeds, DoorNeeds } from './door-needs.js';
export { createHttpApiHandler, type HttpApiHandlerDeps } from './http-api-handler.js';
export type { KnownKey, KnownSecrets } from './iam/known-secrets.js';
