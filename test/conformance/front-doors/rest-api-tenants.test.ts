import { describe, expect, it } from '@jest/globals';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { restLambdaIntegration } from '../../support/rest-lambda-integration.js';
import { restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

// https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-invoke.html
describe('a REST API in front of a function that isolates tenants', () => {
  it.each([
    ['a header', 'method.request.header.x-tenant-id', '/x'],
    ['the query string', 'method.request.querystring.tenant', '/x?tenant=blue'],
  ])('names the tenant that the integration maps from %s', async (_place, source, path) => {
    const requestParameters = { 'integration.request.header.X-Amz-Tenant-Id': source };
    const tenants: unknown[] = [];
    const frontend = frontendOf((_target, _event, { tenantId }) => {
      tenants.push(tenantId);
      return { statusCode: 200 };
    });
    const called = { functionReference: 'Fn', timeoutMs: 1000, httpMethod: 'POST', requestParameters };
    const api = restApiOf({
      routes: [
        { method: 'GET', path: '/x', integration: { type: 'AWS_PROXY', streams: false, ...called } },
        { method: 'POST', path: '/x', integration: restLambdaIntegration({ requestParameters }) },
        { method: 'PUT', path: '/x' },
      ],
    });
    await using server = await serveApis([api], frontend);

    for (const method of ['GET', 'POST', 'PUT']) {
      await httpRequest(server.port, path, { method, headers: { 'x-tenant-id': 'blue' } });
    }

    expect(tenants).toEqual(['blue', 'blue', undefined]);
  });
});
