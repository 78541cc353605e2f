import { type ClientRequest, headerOf } from '../client-request.js';
import type { ConditionValues } from './policy-conditions.js';

/** What the conditions of a policy may ask of a request. */
export function conditionValues(client: ClientRequest): ConditionValues {
  const userAgent = headerOf(client.headers, 'user-agent');
  const referer = headerOf(client.headers, 'referer');
  return {
    'aws:sourceip': client.sourceIp,
    'aws:securetransport': String(client.scheme === 'https'),
    'aws:currenttime': new Date(client.receivedAtMs).toISOString(),
    'aws:epochtime': String(Math.floor(client.receivedAtMs / 1000)),
    ...(userAgent !== undefined && { 'aws:useragent': userAgent }),
    ...(referer !== undefined && { 'aws:referer': referer }),
  };
}
