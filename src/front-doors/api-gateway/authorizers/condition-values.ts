import { type ClientRequest, headerOf } from '../client-request.js';
import type { ContextValues } from '../../../identity/index.js';

/** What the conditions of a policy may ask of a request; names are compared whatever their casing. */
export function conditionValues(client: ClientRequest): ContextValues {
  const userAgent = headerOf(client.headers, 'user-agent');
  const referer = headerOf(client.headers, 'referer');
  const values = {
    'aws:SourceIp': client.sourceIp,
    'aws:SecureTransport': String(client.scheme === 'https'),
    'aws:CurrentTime': new Date(client.receivedAtMs).toISOString(),
    'aws:EpochTime': String(Math.floor(client.receivedAtMs / 1000)),
    ...(userAgent !== undefined && { 'aws:UserAgent': userAgent }),
    ...(referer !== undefined && { 'aws:Referer': referer }),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
}
