import { expect, it } from '@jest/globals';
import type { Header } from '../../../../../src/front-doors/api-gateway/client-request.js';
import { signRequest } from '../../../../../src/front-doors/api-gateway/iam/sign-request.js';
import { verifySignature } from '../../../../../src/front-doors/api-gateway/iam/verify-signature.js';
import { clientRequest } from '../../../../support/routed-request.js';

const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: 'session' };
const nowMs = Date.UTC(2026, 10, 29);

// The other side of it, `verifySignature`, is held against the SDK's own signatures.
it.each([
  'https://example.com/',
  'http://127.0.0.1:4566/a%20b/c+d?q=a%20b&empty=&q=%2F',
  'https://example.com/a/%C3%BC',
])('a signed request is verified by the one who knows the secret: %s', async (url) => {
  const signed = signRequest(
    { method: 'POST', url, headers: [['Content-Type', 'text/plain']], body: Buffer.from('body') },
    { credentials, service: 'lambda', region: 'eu-west-1', nowMs },
  );
  const { pathname: path, search, host } = new URL(url);
  const headers: Header[] = [['Host', host], ...signed.headers];
  const arrived = { ...clientRequest({ method: 'POST', path, query: search.slice(1), headers }), receivedAtMs: nowMs };
  const verify = (body: string) =>
    verifySignature({ ...arrived, body: Buffer.from(body) }, 'lambda', () =>
      Promise.resolve({ secretAccessKey: 'secret', account: '123456789012' }),
    );

  expect([(await verify('body')).verdict, (await verify('other')).verdict]).toEqual(['verified', 'wrong']);
  expect(headers).toContainEqual(['X-Amz-Security-Token', 'session']);
});
