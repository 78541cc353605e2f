import type { ALBEvent } from 'aws-lambda';
import { describe, expect, it } from '@jest/globals';
import {
  type BalancedRequest,
  balancedRequestToEvent,
  healthCheckEvent,
} from '../../../../src/front-doors/alb/request-to-event.js';
import { targetGroup } from '../../../support/load-balancer.js';

const eventOf = (sketch: Partial<BalancedRequest>, multiValueHeaders = false): ALBEvent =>
  balancedRequestToEvent(targetGroup({ multiValueHeaders }), {
    method: 'GET',
    path: '/',
    query: '',
    headers: [],
    body: Buffer.alloc(0),
    ...sketch,
  }) as ALBEvent;

// Elastic Load Balancing, "Use Lambda functions as targets"; http contract §5.1.
describe('the event of a load balancer', () => {
  it('has the documented members in their order, and decodes nothing', () => {
    const event = eventOf({ path: '/a%20b', query: 'q=x%20y+z&q=2&flag', headers: [['host', 'example.com']] });

    expect(JSON.stringify(event)).toBe(
      JSON.stringify({
        requestContext: { elb: { targetGroupArn: targetGroup().arn } },
        httpMethod: 'GET',
        path: '/a%20b',
        queryStringParameters: { q: '2', flag: '' },
        headers: { host: 'example.com' },
        body: '',
        isBase64Encoded: false,
      }),
    );
  });

  it('has every value where the target group asks for multi-value headers, and then no single ones', () => {
    const headers = [
      ['cookie', 'a=1'],
      ['cookie', 'b=2'],
    ] as const;
    const event = eventOf({ query: 'q=1&q=2', headers }, true);

    expect(event.multiValueHeaders).toEqual({ cookie: ['a=1', 'b=2'] });
    expect(event.multiValueQueryStringParameters).toEqual({ q: ['1', '2'] });
    expect('headers' in event || 'queryStringParameters' in event).toBe(false);
  });

  it.each([
    ['text/html', undefined, false],
    ['application/json; charset=utf-8', undefined, false],
    ['application/xml', undefined, false],
    ['application/x-www-form-urlencoded', undefined, true],
    ['image/png', undefined, true],
    [undefined, undefined, true],
    ['text/plain', 'gzip', true],
  ])('with the type %s and the encoding %s has a body in base64: %s', (type, encoding, expected) => {
    const headers = [
      ...(type === undefined ? [] : [['content-type', type] as const]),
      ...(encoding === undefined ? [] : [['content-encoding', encoding] as const]),
    ];
    const event = eventOf({ headers, body: Buffer.from('héllo') });

    expect([event.isBase64Encoded, event.body]).toEqual([
      expected,
      expected ? Buffer.from('héllo').toString('base64') : 'héllo',
    ]);
  });

  it('of a health check names its checker', () => {
    expect(healthCheckEvent(targetGroup(), '/health')).toEqual({
      requestContext: { elb: { targetGroupArn: targetGroup().arn } },
      httpMethod: 'GET',
      path: '/health',
      queryStringParameters: {},
      headers: { 'user-agent': 'ELB-HealthChecker/2.0' },
      body: '',
      isBase64Encoded: false,
    });
  });
});
