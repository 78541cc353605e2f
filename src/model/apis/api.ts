import type { HttpApi } from './http-api.js';
import type { RestApi } from './rest-api.js';

/** An API whose routes are verbs and paths, of any origin (template, serverless.yml, control plane), as the doors read it; plain data. */
export type Api = RestApi | HttpApi;
