import type { WebSocketApi } from '../../../model/index.js';
import { readAddress } from '../../api-gateway/address.js';
import { type ClientRequestHead, headerOf } from '../../api-gateway/client-request.js';
import { findDomain } from '../../api-gateway/domain-mappings.js';
import { decodePercent } from '../../api-gateway/percent.js';

/** A request to `@connections`. */
export interface ManagementRequest {
  readonly connectionId: string;
  /** The API that the address names; without one every connection can be reached. */
  readonly apiId?: string;
  readonly stageName?: string;
}

/** By custom domain, the base path stands for API and stage. Clients of AWS encode the `@` and the `=` of the id (http contract §3.4). */
export function readManagementRequest(
  head: ClientRequestHead,
  apis: readonly WebSocketApi[],
): ManagementRequest | undefined {
  const host = headerOf(head.headers, 'host') ?? '';
  const address = readAddress(host, head.path);
  const domain = address.by === 'merged' ? findDomain(apis, host, address.path) : undefined;
  if (domain?.staged !== undefined) {
    const { api, staged } = domain;
    const id = idIn(/^\/(?:@|%40)connections\/([^/]+)$/.exec(staged.path)?.[1]);
    return id && { ...id, apiId: api.id, stageName: staged.stage.name };
  }
  const [, stage, encoded] = /^(?:\/([^/]+))?\/(?:@|%40)connections\/([^/]+)$/.exec(address.path) ?? [];
  const id = idIn(encoded);
  return (
    id && {
      ...id,
      ...(address.by !== 'merged' && { apiId: address.apiId }),
      ...(stage !== undefined && { stageName: decodePercent(stage) }),
    }
  );
}

function idIn(encoded: string | undefined): Pick<ManagementRequest, 'connectionId'> | undefined {
  return encoded === undefined ? undefined : { connectionId: decodePercent(encoded) };
}
