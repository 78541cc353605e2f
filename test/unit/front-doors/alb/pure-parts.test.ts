import { describe, expect, it } from '@jest/globals';
import { authenticate } from '../../../../src/front-doors/alb/authenticate.js';
import { chooseTarget } from '../../../../src/front-doors/alb/choose-target.js';
import { balancedHeaders } from '../../../../src/front-doors/alb/forwarded-headers.js';
import { normalizePath } from '../../../../src/front-doors/alb/matching/normalize-path.js';
import { redirectResponse } from '../../../../src/front-doors/alb/redirect.js';
import { refusedStatus } from '../../../../src/front-doors/alb/refuse-request.js';
import { rewriteRequest } from '../../../../src/front-doors/alb/rewrite.js';
import { fitsMatcher, nextHealth, type TargetHealth } from '../../../../src/front-doors/alb/target-health.js';
import type { RedirectAction } from '../../../../src/model/index.js';
import { targetGroup } from '../../../support/load-balancer.js';
import { clientRequest } from '../../../support/routed-request.js';

describe('the path that rules look at', () => {
  it.each([
    ['/a/./b/../c', '/a/c'],
    ['/a/..', '/'],
    ['/%7euser/%2f', '/~user/%2F'],
    ['//a', '//a'],
    ['/../..', '/'],
  ])('is for %s %s', (sent, expected) => {
    expect(normalizePath(sent)).toBe(expected);
  });
});

describe('the weights of target groups', () => {
  const [one, other, never] = ['One', 'Other', 'Never'].map((logicalId) => targetGroup({ logicalId }));
  if (one === undefined || other === undefined || never === undefined) throw new Error('Three groups were made.');
  const targets = [
    { group: one, weight: 1 },
    { group: never, weight: 0 },
    { group: other, weight: 3 },
  ];

  it.each([
    [0, 'One'],
    [0.24, 'One'],
    [0.25, 'Other'],
    [0.999, 'Other'],
  ])('give a draw of %d to %s', (random, expected) => {
    expect(chooseTarget(targets, random)?.logicalId).toBe(expected);
  });

  it('of nothing but zeros give nobody anything', () => {
    expect(chooseTarget([{ group: one, weight: 0 }], 0)).toBeUndefined();
  });
});

// API reference, "RedirectActionConfig".
describe('a redirect', () => {
  const action: RedirectAction = {
    type: 'redirect',
    statusCode: 302,
    protocol: '#{protocol}',
    host: '#{host}',
    port: '#{port}',
    path: '/#{path}',
    query: '#{query}',
  };
  const requested = { scheme: 'http', host: 'example.com', port: 8080, path: '/a/b', query: 'x=1' };
  const locationOf = (changes: Partial<RedirectAction>, local?: { scheme: string; port: number }) =>
    redirectResponse({ ...action, ...changes }, requested, () => local).headers.find(
      ([name]) => name === 'Location',
    )?.[1];

  it('keeps every part that it does not change, and always writes the port', () => {
    expect(locationOf({ path: '/new' })).toBe('http://example.com:8080/new?x=1');
    expect(locationOf({ query: '#{query}&y=2', host: 'www.#{host}' })).toBe('http://www.example.com:8080/a/b?x=1&y=2');
    expect(locationOf({ query: '' })).toBe('http://example.com:8080/a/b');
  });

  it('goes to where another listener is served here, and else where it says', () => {
    expect(locationOf({ protocol: 'HTTPS', port: '443' }, { scheme: 'https', port: 4567 })).toBe(
      'https://example.com:4567/a/b?x=1',
    );
    expect(locationOf({ protocol: 'HTTPS', port: '443' })).toBe('https://example.com:443/a/b?x=1');
  });
});

// Elastic Load Balancing, "HTTP headers and Application Load Balancers".
describe('X-Forwarded-For', () => {
  const client = { ...clientRequest({ headers: [['X-Forwarded-For', '203.0.113.1']] }), sourcePort: 5000 };
  const shown = (forwardedFor: 'append' | 'preserve' | 'remove', showsClientPort = false) =>
    balancedHeaders(client, { forwardedFor, showsClientPort }, 'Root=1').find(
      ([name]) => name === 'x-forwarded-for',
    )?.[1];

  it('is appended to, kept or removed, and may show the port', () => {
    expect(shown('append')).toBe('203.0.113.1, 127.0.0.1');
    expect(shown('append', true)).toBe('203.0.113.1, 127.0.0.1:5000');
    expect(shown('preserve')).toBe('203.0.113.1');
    expect(shown('remove')).toBeUndefined();
  });
});

// http contract §5.2 and §5.3.
describe('a load balancer', () => {
  const long = 'x'.repeat(16 * 1024);

  it.each([
    ['TRACE', { method: 'TRACE' }, 405],
    ['a line of more than 16 KB', { path: `/${long}` }, 414],
    ['a header of more than 16 KB', { headers: [['a', long]] as const }, 400],
    ['headers of more than 64 KB', { headers: Array.from({ length: 5 }, () => ['a', long.slice(10)] as const) }, 400],
    ['a strange transfer encoding', { headers: [['transfer-encoding', 'gzip']] as const }, 501],
    ['more than thirty addresses', { headers: [['x-forwarded-for', '1,'.repeat(31)]] as const }, 463],
    ['an ordinary request', {}, undefined],
  ])('answers %s with the status that AWS has for it', (_, sketch, expected) => {
    expect(refusedStatus(clientRequest(sketch))).toBe(expected);
  });
});

describe('a transform of a rule', () => {
  const request = { path: '/api/users', query: 'a=1', headers: [['host', 'old.example.com']] as const };

  it('rewrites path and query, or the host', () => {
    const rewritten = rewriteRequest(request, [
      { part: 'url', regex: '^/api/(.*)$', replace: '/v2/$1' },
      { part: 'host', regex: '^old\\.', replace: 'new.' },
    ]);

    expect(rewritten).toEqual({ path: '/v2/users', query: 'a=1', headers: [['host', 'new.example.com']] });
  });
});

// Elastic Load Balancing, "Authenticate users using an Application Load Balancer".
describe('a rule with a login', () => {
  const login = (onUnauthenticated: 'authenticate' | 'allow' | 'deny') =>
    ({ type: 'authenticate-oidc', onUnauthenticated }) as const;

  it('is never open: nobody can log in here, and the reason names the flags', () => {
    expect(authenticate(login('authenticate'), { disabled: false })).toEqual({
      status: 561,
      reason: expect.stringContaining('--mock-claims'),
    });
    expect(authenticate(login('deny'), { disabled: false })).toMatchObject({ status: 401 });
    expect(authenticate({ type: 'jwt-validation', onUnauthenticated: 'deny' }, { disabled: false })).toMatchObject({
      status: 401,
    });
  });

  it('lets pass whom it lets pass on AWS, whoever has mocked claims, and everyone where authorizers are off', () => {
    expect(authenticate(login('allow'), { disabled: false })).toEqual({ headers: [] });
    expect(authenticate(login('deny'), { disabled: true })).toEqual({ headers: [] });
    expect(authenticate(login('authenticate'), { disabled: false, mockClaims: { sub: 'ada' } })).toMatchObject({
      headers: [
        ['x-amzn-oidc-identity', 'ada'],
        [expect.anything(), expect.anything()],
      ],
    });
  });
});

// Elastic Load Balancing, "Health checks for Application Load Balancer target groups".
describe('the health of a target', () => {
  const thresholds = { healthyThreshold: 3, unhealthyThreshold: 2 };
  const after = (...checks: boolean[]): TargetHealth['state'] =>
    checks.reduce<TargetHealth>((health, passed) => nextHealth(health, passed, thresholds), {
      state: 'initial',
      streak: 0,
    }).state;

  it('is good after one check that passes, bad after enough in a row that fail, and good again after enough that pass', () => {
    expect(after(true)).toBe('healthy');
    expect(after(true, false)).toBe('healthy');
    expect(after(true, false, true, false)).toBe('healthy');
    expect(after(true, false, false)).toBe('unhealthy');
    expect(after(false)).toBe('initial');
    expect(after(false, false)).toBe('unhealthy');
    expect(after(false, false, true, true)).toBe('unhealthy');
    expect(after(false, false, true, true, true)).toBe('healthy');
  });

  it.each([
    ['200', 200, true],
    ['200', 204, false],
    ['200,204', 204, true],
    ['200-299', 250, true],
    ['200-299', 300, false],
  ])('with the matcher %s takes %d: %s', (matcher, status, expected) => {
    expect(fitsMatcher(matcher, status)).toBe(expected);
  });
});
