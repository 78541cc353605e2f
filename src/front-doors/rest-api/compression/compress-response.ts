import { promisify } from 'node:util';
import { deflate, gzip } from 'node:zlib';
import type { ClientResponse } from '../../api-gateway/client-response.js';
import { headerOf } from '../../api-gateway/client-request.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';

const encoders: ReadonlyMap<string, (body: Buffer) => Promise<Buffer>> = new Map([
  ['gzip', promisify<Buffer, Buffer>(gzip)],
  ['deflate', promisify<Buffer, Buffer>(deflate)],
]);

/**
 * The response of an integration packed as the client wants it most, where the API has a minimum size for that and the response has reached it
 * (developer guide, "Receive an API response with a compressed payload").
 */
export async function compressResponse(
  response: ClientResponse,
  { api, client }: Pick<RestRequest, 'api' | 'client'>,
): Promise<ClientResponse> {
  const least = api.minimumCompressionSize;
  const { body, headers } = response;
  if (least === undefined || body.length === 0 || body.length < least) return response;
  const coding = mostWanted(headerOf(client.headers, 'accept-encoding') ?? '');
  const encode = encoders.get(coding);
  if (encode === undefined || headerOf(headers, 'content-encoding') !== undefined) return response;
  return { ...response, headers: [...headers, ['Content-Encoding', coding]], body: await encode(body) };
}

/** Of equal ones the first. */
function mostWanted(acceptEncoding: string): string {
  let best = { coding: '', weight: 0 };
  for (const entry of acceptEncoding.split(',')) {
    const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const stated = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = stated === undefined ? 1 : Number(stated);
    if (weight > best.weight) best = { coding, weight };
  }
  return best.coding;
}
