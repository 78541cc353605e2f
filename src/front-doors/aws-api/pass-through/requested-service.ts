import type { IncomingMessage } from 'node:http';
import type { Caller } from '../caller.js';

/** What a request that is not Hearth's asks for, as far as it says so. */
export interface RequestedService {
  readonly service: string;
  readonly operation?: string;
  readonly protocol: 'json' | 'query' | 'rest-xml';
}

/** Tells services apart by the signature's scope, the `X-Amz-Target` header and the query's `Action`. */
export function requestedService(
  request: IncomingMessage,
  caller: Caller,
  action: string | undefined,
): RequestedService {
  const target = request.headers['x-amz-target']?.toString();
  if (target !== undefined) {
    const [prefix = target, operation] = target.split('.');
    return { service: caller.service ?? prefix, protocol: 'json', ...(operation !== undefined && { operation }) };
  }
  if (action !== undefined) return { service: caller.service ?? 'unknown', operation: action, protocol: 'query' };
  const service = caller.service ?? 'unknown';
  return { service, protocol: service === 's3' || service === 'unknown' ? 'rest-xml' : 'json' };
}
