import { readAddress } from '../../api-gateway/address.js';
import { type ClientRequestHead, headerOf } from '../../api-gateway/client-request.js';
import { decodePercent } from '../../api-gateway/percent.js';

/** A request to `@connections`. */
export interface ManagementRequest {
  readonly connectionId: string;
  /** The API that the address names; without one every connection can be reached. */
  readonly apiId?: string;
  readonly stageName?: string;
}

/** Clients of AWS encode the `@` and the `=` of the id (http contract §3.4). */
export function readManagementRequest(head: ClientRequestHead): ManagementRequest | undefined {
  const address = readAddress(headerOf(head.headers, 'host') ?? '', head.path);
  const found = /^(?:\/([^/]+))?\/(?:@|%40)connections\/([^/]+)$/.exec(address.path);
  if (found === null) return undefined;
  const [, stage, id = ''] = found;
  return {
    connectionId: decodePercent(id),
    ...(address.by !== 'merged' && { apiId: address.apiId }),
    ...(stage !== undefined && { stageName: decodePercent(stage) }),
  };
}
