export { type ApiAddresses, apiAddresses } from './address.js';
export { createHttpApiHandler, type HttpApiHandlerDeps } from './http-api-handler.js';
