import type { ApiStage, WebSocketApi } from '../../../model/index.js';
import { readAddress, splitStage } from '../../api-gateway/address.js';
import { type ClientRequestHead, headerOf } from '../../api-gateway/client-request.js';

/** The WebSocket API that a request names, and its stage with the path behind it; undefined when the request is for none. */
export interface FoundStage {
  readonly api: WebSocketApi;
  /** Undefined when the API has no such stage. */
  readonly stage: ApiStage | undefined;
  readonly path: string;
}

/**
 * By host and by path the stage must be named. Merged, `/` is the first stage of the first API, and `/<stage>` the first API that has
 * the stage: so addresses hold that the plugin for Serverless and SAM's users write.
 */
export function findStage(apis: readonly WebSocketApi[], head: ClientRequestHead): FoundStage | undefined {
  const address = readAddress(headerOf(head.headers, 'host') ?? '', head.path);
  if (address.by === 'merged') return findMerged(apis, address.path);
  const api = apis.find(({ id }) => id === address.apiId);
  if (api === undefined) return undefined;
  const staged = splitStage(api, address.path);
  return { api, stage: staged?.stage, path: staged?.path ?? address.path };
}

function findMerged(apis: readonly WebSocketApi[], path: string): FoundStage | undefined {
  for (const api of apis) {
    const staged = splitStage(api, path);
    if (staged?.path === '/') return { api, ...staged };
  }
  const [api] = apis;
  return path === '/' && api !== undefined ? { api, stage: api.stages[0], path } : undefined;
}
