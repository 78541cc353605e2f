export { balancerAddresses } from '../alb/address.js';
export { HealthChecks } from '../alb/health-checks.js';
export { urlAddresses } from '../function-url/address.js';
export { toFunctionUrl } from '../function-url/find-url.js';
export { type ApiAddresses, apiAddresses } from './address.js';
export type { AuthorizationNeeds, DoorNeeds } from './door-needs.js';
export { createTestInvokeHandler } from '../rest-api/test-invoke/test-invoke-handler.js';
export {
  createHttpApiHandler,
  type DoorListener,
  type DoorOfPort,
  type HttpApiHandlerDeps,
} from './http-api-handler.js';
export { createStaticFiles } from '../static-files/static-files.js';
export type { KnownKey, KnownSecrets } from './iam/known-secrets.js';
