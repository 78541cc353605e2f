import { describe, expect, it } from '@jest/globals';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { type ApiSketch, httpApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const cors = {
  allowOrigins: ['https://app.example', 'http://*'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['x-a', 'authorization'],
  exposeHeaders: ['x-b'],
  allowCredentials: true,
  maxAgeSeconds: 300,
};
const api = (more: ApiSketch = {}) =>
  httpApiOf({ stage: '$default', cors, routes: [{ payloadFormat: '2.0' }], ...more });
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
});
const answering = frontendOf(() => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': 'of the function', 'X-Own': 'yes' },
}));

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
describe('CORS of an HTTP API', () => {
  it('answers a preflight of an allowed origin with 204 and what is configured, without calling the function', async () => {
    let calls = 0;
    await using server = await serveApis(
      [api()],
      frontendOf(() => (calls += 1)),
    );

    const { status, body, headers } = await httpRequest(server.port, '/x', preflight('https://app.example'));

    expect([status, body, calls]).toEqual([204, '', 0]);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-a,authorization',
      'access-control-expose-headers': 'x-b',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '300',
      vary: 'Origin',
    });
  });

  it.each([
    ['https://app.example', 'https://app.example'],
    ['http://any.example', 'http://any.example'],
    ['https://other.example', undefined],
    ['https://APP.example', undefined],
  ])('allows the origin %s as %s', async (origin, allowed) => {
    await using server = await serveApis([api()], answering);

    const { status, headers } = await httpRequest(server.port, '/x', preflight(origin));

    expect([status, headers['access-control-allow-origin']]).toEqual([204, allowed]);
  });

  it('writes a star where every origin is allowed', async () => {
    const open = api({ cors: { ...cors, allowOrigins: ['*'], allowCredentials: false } });
    await using server = await serveApis([open], answering);

    const { headers } = await httpRequest(server.port, '/x', preflight('https://x.example'));

    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('takes the place of what the function says of it', async () => {
    await using server = await serveApis([api()], answering);

    const { headers } = await httpRequest(server.port, '/x', { headers: { Origin: 'https://app.example' } });
    const foreign = await httpRequest(server.port, '/x', { headers: { Origin: 'https://other.example' } });

    expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example', 'x-own': 'yes' });
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('answers a preflight of a path that has no route', async () => {
    await using server = await serveApis([api()], answering);

    const { status } = await httpRequest(server.port, '/none', preflight('https://app.example'));

    expect(status).toBe(204);
  });

  it('is refused with everything else by a guarded $default route, but not by its open sibling', async () => {
    const guard = { type: 'AUTHORIZER', name: 'none', scopes: [] } as const;
    const routes = [{ method: 'ANY', path: '$default', authorization: guard }];
    const siblings = [...routes, { method: 'OPTIONS', path: '/{proxy+}' }];
    await using guarded = await serveApis([api({ routes })], answering);
    await using open = await serveApis([api({ routes: siblings })], answering);

    const statuses = [
      (await httpRequest(guarded.port, '/x', preflight('https://app.example'))).status,
      (await httpRequest(open.port, '/x', preflight('https://app.example'))).status,
    ];

    expect(statuses).toEqual([401, 204]);
  });

  it('leaves OPTIONS to the routes when it is not configured', async () => {
    const plain = httpApiOf({ stage: '$default', routes: [{ method: 'OPTIONS', payloadFormat: '2.0' }] });
    await using server = await serveApis([plain], answering);

    expect(await httpRequest(server.port, '/x', preflight('https://app.example'))).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': 'of the function' },
    });
  });
});
