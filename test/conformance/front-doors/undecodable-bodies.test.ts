import { describe, expect, it } from '@jest/globals';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { loadBalancer } from '../../support/load-balancer.js';
import { httpApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const doors = [
  ['an HTTP API', '/x', 500, '{"message":"Internal Server Error"}'],
  ['a function URL', '/_aws/lambda-url/abc', 502, 'Internal Server Error'],
  ['a load balancer', '/_aws/elb/listener0000000000/', 502, '502 Bad Gateway'],
] as const;

// Inferred from http contract §1.5, §4.3 and §5.2: a result that is malformed is answered as one, and not with other bytes.
describe('a result that calls base64 what is none', () => {
  it.each(doors)('is malformed to %s', async (_door, path, status, words) => {
    const url = {
      id: 'abc',
      functionReference: 'Fn',
      authType: 'NONE',
      invokeMode: 'BUFFERED',
      region: 'eu-west-1',
      account: '123456789012',
    } as const;
    const frontend = frontendOf(() => ({ statusCode: 200, body: 'not base64: {}', isBase64Encoded: true }));
    await using server = await serveApis([httpApiOf({ stage: '$default', routes: [{ path: '/x' }] })], frontend, {
      urls: [url],
      balancers: [loadBalancer([{}])],
    });

    const answer = await httpRequest(server.port, path);

    expect(answer.status).toBe(status);
    expect(answer.body).toContain(words);
  });

  it.each([
    ['aGk=', 'hi'],
    ['aGk', 'hi'],
    ['', ''],
  ])('is not %j', async (body, sent) => {
    const frontend = frontendOf(() => ({ statusCode: 200, body, isBase64Encoded: true }));
    await using server = await serveApis([httpApiOf({ stage: '$default', routes: [{ path: '/x' }] })], frontend);

    expect(await httpRequest(server.port, '/x')).toMatchObject({ status: 200, body: sent });
  });
});
