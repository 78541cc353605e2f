import { describe, expect, it } from '@jest/globals';
import { signRequest } from '../../../../../src/front-doors/api-gateway/iam/sign-request.js';
import { verifySignature } from '../../../../../src/front-doors/api-gateway/iam/verify-signature.js';
import { clientRequest } from '../../../../support/routed-request.js';

describe('a request that is signed here', () => {
  it.each([undefined, 'a token'])('has a signature that verifies, with the session token %s', async (sessionToken) => {
    const client = clientRequest({
      method: 'POST',
      path: '/a%20b/c',
      query: 'b=2&a=x%2Fy',
      headers: [
        ['host', 'example.com'],
        ['content-type', 'text/plain'],
      ],
      body: Buffer.from('hello'),
    });
    const signer = {
      accessKeyId: 'AKIATEST',
      secretAccessKey: 'secret',
      region: 'eu-west-1',
      service: 'lambda',
      nowMs: client.receivedAtMs,
    };

    const headers = signRequest(client, { ...signer, ...(sessionToken !== undefined && { sessionToken }) });

    const key = () => Promise.resolve({ secretAccessKey: 'secret', account: '1' });
    expect(await verifySignature({ ...client, headers }, 'lambda', key)).toMatchObject({ verdict: 'verified' });
    expect(new Map(headers).get('x-amz-security-token')).toBe(sessionToken);
  });
});
