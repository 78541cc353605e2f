import type { Api } from '../../model/index.js';
import { readAddress } from './address.js';
import type { ClientResponse } from './client-response.js';
import { findDomain } from './domain-mappings.js';

const reserved: ReadonlySet<string> = new Set(['/ping', '/sping']);

/**
 * Whether a request is for a path that API Gateway keeps for checks of its own health, where the host of an API or a custom domain begins
 * (developer guide, "Important notes"); the merged address is not one of AWS's and keeps such routes.
 */
export function isServicePing(apis: readonly Api[], host: string, path: string): boolean {
  if (!path.endsWith('ping')) return false;
  const address = readAddress(host, path);
  if (!reserved.has(address.path)) return false;
  if (address.by !== 'merged') return apis.some(({ id }) => id === address.apiId);
  return findDomain(apis, host, path) !== undefined;
}

/** As a client of AWS saw it (serverless/examples#667). */
export const healthyConnection: ClientResponse = {
  status: 200,
  headers: [['Content-Type', 'text/plain']],
  body: Buffer.from('Healthy Connection'),
};
