import type { Clock } from '../../../base/index.js';
import type { ClientResponse } from '../../api-gateway/client-response.js';
import type { Header } from '../../api-gateway/client-request.js';
import type { RequestIds } from '../../api-gateway/routed-request.js';
import { ExpiringCache } from '../../api-gateway/authorizers/expiring-cache.js';
import { gatewayHeaders } from '../gateway-headers.js';

/** AWS keeps no response that is longer. */
const longestBytes = 1_048_576;

/** So that a cache never takes more than half of AWS's smallest one. */
const mostEntries = 256;

/** The responses of one API; ids are those of each request. */
export class ResponseCache {
  readonly #responses: ExpiringCache<ClientResponse>;

  constructor(clock: Clock) {
    this.#responses = new ExpiringCache(clock, mostEntries);
  }

  get(key: string, ids: RequestIds): ClientResponse | undefined {
    const kept = this.#responses.get(key);
    if (kept === undefined) return undefined;
    const headers = kept.headers.map(([name, value]): Header => [name, isTrace(name) ? ids.traceId : value]);
    return { ...kept, headers: [...headers, ...gatewayHeaders(ids)] };
  }

  keep(key: string, response: ClientResponse, ttlMs: number): void {
    if (response.body.length > longestBytes) return;
    const headers = response.headers.filter(([name]) => !/^(x-amzn-requestid|x-amz-apigw-id)$/i.test(name));
    this.#responses.set(key, { ...response, headers }, ttlMs);
  }
}

function isTrace(name: string): boolean {
  return name.toLowerCase() === 'x-amzn-trace-id';
}
