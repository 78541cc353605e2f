import { describe, expect, it } from '@jest/globals';
import { balancerRows } from '../../../src/emulator/balancer-rows.js';
import { forwardTo, loadBalancer } from '../../support/load-balancer.js';

describe('the rules of load balancers among the doors', () => {
  it('are a row for each verb and path, with every address', () => {
    const balancer = loadBalancer([
      {
        priority: 1,
        conditions: [
          { field: 'path-pattern', values: ['/a', '/b/*'], regexValues: [] },
          { field: 'http-request-method', values: ['GET'] },
        ],
        authentication: { type: 'authenticate-oidc', onUnauthenticated: 'deny' },
        action: forwardTo({ functionReference: 'Shop' }),
      },
      { action: { type: 'fixed-response', statusCode: 404, body: '' } },
    ]);

    const rows = balancerRows([balancer], 'http://127.0.0.1:3000', () => 'http://127.0.0.1:4567');

    expect(rows[0]).toEqual({
      door: 'alb',
      logicalId: 'Web',
      apiId: 'web-0123456789',
      stage: 'Http',
      method: 'GET',
      path: '/a',
      function: 'Shop',
      authorizer: 'authenticate-oidc',
      urls: {
        host: 'http://web-0123456789.eu-west-1.elb.localhost:3000',
        path: 'http://127.0.0.1:3000/_aws/elb/listener0000000000',
        port: 'http://127.0.0.1:4567',
      },
    });
    expect(rows.map(({ method, path, function: name }) => [method, path, name])).toEqual([
      ['GET', '/a', 'Shop'],
      ['GET', '/b/*', 'Shop'],
      ['ANY', '/*', null],
    ]);
  });
});
