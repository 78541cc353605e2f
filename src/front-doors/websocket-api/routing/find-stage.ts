import type { ApiStage, WebSocketApi } from '../../../model/index.js';
import { readAddress, splitStage } from '../../api-gateway/address.js';
import { findDomain } from '../../api-gateway/domain-mappings.js';
import { type ClientRequestHead, headerOf } from '../../api-gateway/client-request.js';

/** The WebSocket API that a request names, and its stage with the path behind it; undefined when the request is for none. */
export interface FoundStage {
  readonly api: WebSocketApi;
  /** Undefined when the API has no such stage. */
  readonly stage: ApiStage | undefined;
  readonly path: string;
  readonly isCustomDomain: boolean;
}

/**
 * By host and by path the stage must be named. Merged, `/` is the first stage of the first API, and `/<stage>` the first API that has
 * the stage: so addresses hold that the plugin for Serverless and SAM's users write.
 */
export function findStage(apis: readonly WebSocketApi[], head: ClientRequestHead): FoundStage | undefined {
  const host = headerOf(head.headers, 'host') ?? '';
  const address = readAddress(host, head.path);
  if (address.by === 'merged') return findAtDomain(apis, host, address.path) ?? findMerged(apis, address.path);
  const api = apis.find(({ id }) => id === address.apiId);
  if (api === undefined) return undefined;
  const staged = splitStage(api, address.path);
  return { api, stage: staged?.stage, path: staged?.path ?? address.path, isCustomDomain: false };
}

function findAtDomain(apis: readonly WebSocketApi[], host: string, path: string): FoundStage | undefined {
  const found = findDomain(apis, host, path);
  return (
    found && { api: found.api, stage: found.staged?.stage, path: found.staged?.path ?? path, isCustomDomain: true }
  );
}

function findMerged(apis: readonly WebSocketApi[], path: string): FoundStage | undefined {
  for (const api of apis) {
    const staged = splitStage(api, path);
    if (staged?.path === '/') return { api, ...staged, isCustomDomain: false };
  }
  const [api] = apis;
  return path === '/' && api !== undefined ? { api, stage: api.stages[0], path, isCustomDomain: false } : undefined;
}
