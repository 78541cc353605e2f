import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { headerOf } from '../../api-gateway/client-request.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { FailedIntegration } from '../integrations/integrated.js';

const decoders = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/** What a request may be at most, also when it has been unpacked. */
const longestBytes = 10_485_760;

/**
 * The request with its body unpacked, or its refusal when it is packed in another way than it says or API Gateway knows (developer guide, "Call
 * an API method with a compressed payload"). The header stays.
 */
export async function decompressRequest(request: RestRequest): Promise<RestRequest | FailedIntegration> {
  const { client } = request;
  const coding = headerOf(client.headers, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '' || client.body.length === 0) return request;
  if (coding !== 'gzip' && coding !== 'deflate') return unsupported;
  try {
    const body = await decoders[coding](client.body, { maxOutputLength: longestBytes });
    return { ...request, client: { ...client, body } };
  } catch (error) {
    const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLong ? { refusal: 'REQUEST_TOO_LARGE' } : unsupported;
  }
}

const unsupported: FailedIntegration = { refusal: 'UNSUPPORTED_MEDIA_TYPE' };
