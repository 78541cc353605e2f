import { describe, expect, it } from '@jest/globals';
import type { RestLambdaProxy } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { restLambdaIntegration } from '../../support/rest-lambda-integration.js';
import { apiOf, routeOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const requestParameters = { 'integration.request.header.X-Amz-Tenant-Id': 'method.request.header.x-tenant-id' };
const proxy: RestLambdaProxy = {
  type: 'AWS_PROXY',
  functionReference: 'Fn',
  streams: false,
  requestParameters,
  timeoutMs: 29_000,
  httpMethod: 'POST',
};

// Lambda developer guide, "Invoking Lambda functions with tenant isolation", API Gateway.
describe('a REST API whose integration maps X-Amz-Tenant-Id', () => {
  it.each([
    ['a proxy', proxy],
    ['a mapped integration', restLambdaIntegration({ requestParameters })],
  ])('calls the function for that tenant: %s', async (_, integration) => {
    const tenants: unknown[] = [];
    const frontend = frontendOf((_target, _event, { tenantId }) => {
      tenants.push(tenantId);
      return { statusCode: 200, body: '' };
    });
    await using server = await serveApis([apiOf({ routes: [routeOf({ path: '/x', integration })] })], frontend);
    const ask = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${server.port}/x`, { headers });

    await ask({ 'x-tenant-id': 'blue' });
    await ask({ 'X-Amz-Tenant-Id': 'unmapped' });

    expect(tenants).toEqual(['blue', undefined]);
  });
});
