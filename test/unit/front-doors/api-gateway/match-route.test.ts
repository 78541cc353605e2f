import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileRoutes } from '../../../../src/front-doors/api-gateway/routing/match-route.js';
import type { Api } from '../../../../src/model/index.js';
import { apiOf, routeOf } from '../../../support/routed-request.js';

const matcher = (kind: Api['kind'], ...keys: string[]) =>
  compileRoutes(
    apiOf({
      kind,
      routes: keys.map((key) => {
        const [method = '', path = ''] = key.split(' ');
        return routeOf({ method, path });
      }),
    }),
  );

function find(kind: Api['kind'], routes: readonly string[], request: string): string | undefined {
  const [method = '', path = ''] = request.split(' ');
  const match = matcher(kind, ...routes)(method, path);
  return match && `${match.route.method} ${match.route.path}`;
}

// http contract §1.1 and §2.1.
describe.each(['rest', 'http'] as const)('the routes of an API of kind %s', (kind) => {
  it.each([
    [['GET /a', 'GET /{x}'], 'GET /a', 'GET /a'],
    [['GET /{x}', 'GET /a'], 'GET /b', 'GET /{x}'],
    [['GET /{x}', 'GET /{p+}'], 'GET /b', 'GET /{x}'],
    [['GET /{x}', 'GET /{p+}'], 'GET /b/c', 'GET /{p+}'],
    [['GET /a/{x}', 'GET /{p+}'], 'GET /a/b', 'GET /a/{x}'],
    [['GET /a/{p+}', 'GET /{p+}'], 'GET /a/b/c', 'GET /a/{p+}'],
    [['ANY /a', 'GET /a'], 'GET /a', 'GET /a'],
    [['ANY /a', 'GET /a'], 'POST /a', 'ANY /a'],
    [['ANY /a/b', 'GET /a/{x}'], 'GET /a/b', 'ANY /a/b'],
    [['GET /a', 'ANY /{p+}'], 'POST /a', 'ANY /{p+}'],
    [['OPTIONS /a', 'ANY /{p+}'], 'GET /a', 'ANY /{p+}'],
    [['GET /'], 'GET /', 'GET /'],
    [['GET /{p+}'], 'GET /', undefined],
    [['GET /a/{p+}'], 'GET /a', undefined],
    [['GET /a'], 'POST /a', undefined],
    [['GET /a'], 'GET /A', undefined],
    [['GET /a'], 'GET /a/', 'GET /a'],
    [['GET /a/{x}'], 'GET /a//', undefined],
    [['GET /{p+}'], 'GET /a//b', 'GET /{p+}'],
    [['GET /a b'.replace(' b', '%20b')], 'GET /a', undefined],
    [['ANY /a'], 'PURGE /a', undefined],
    [['GET /a'], 'HEAD /a', undefined],
  ])('%j take %s to %s', (routes, request, expected) => {
    expect(find(kind, routes, request)).toBe(expected);
  });

  it.each([
    ['GET /users/{id}', '/users/a%2Fb', [['id', 'a%2Fb']]],
    [
      'GET /{a}/x/{b}',
      '/1/x/2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['GET /files/{p+}', '/files/a/b%20c/', [['p', 'a/b%20c']]],
  ])('%s captures from %s', (route, path, expected) => {
    expect(matcher(kind, route)('GET', path)?.pathParameters).toEqual(expected);
  });

  it('matches a literal by what its encoding stands for', () => {
    expect(find(kind, ['GET /caf\u00e9'], 'GET /caf%C3%A9')).toBe('GET /caf\u00e9');
  });
});

describe('the routes of a REST API', () => {
  it('go segment by segment, so that a literal start wins over a longer fit', () => {
    expect(find('rest', ['GET /a/{p+}', 'GET /{x}/b'], 'GET /a/b')).toBe('GET /a/{p+}');
  });

  it('have no $default', () => {
    expect(find('rest', ['GET /a'], 'GET /b')).toBeUndefined();
  });
});

describe('the routes of an HTTP API', () => {
  it('prefer a full match over any greedy one', () => {
    expect(find('http', ['GET /a/{p+}', 'GET /{x}/b'], 'GET /a/b')).toBe('GET /{x}/b');
  });

  it('prefer the greedy route with the longest prefix', () => {
    expect(find('http', ['GET /a/{p+}', 'GET /{x}/b/{p+}'], 'GET /a/b/c')).toBe('GET /{x}/b/{p+}');
  });

  it('end in $default, whatever verb and path', () => {
    expect(find('http', ['GET /a', 'ANY $default'], 'PURGE /x/y')).toBe('ANY $default');
  });
});

describe('route matching', () => {
  const segment = fc.constantFrom('a', 'b', '{x}', '{y}');
  const routePath = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
    .map(([segments, greedy]) => `/${[...segments, ...(greedy ? ['{p+}'] : [])].join('/')}`);
  const route = fc.record({ method: fc.constantFrom('GET', 'POST', 'ANY'), path: routePath });
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PURGE'),
    segments: fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 4 }),
  });

  it.each(['rest', 'http'] as const)('of an API of kind %s agrees with a slow, obvious reference', (kind) => {
    fc.assert(
      fc.property(fc.array(route, { maxLength: 8 }), request, (routes, { method, segments }) => {
        const path = `/${segments.join('/')}`;
        const keys = routes.map((entry) => `${entry.method} ${entry.path}`);

        const match = find(kind, keys, `${method} ${path}`);

        expect(match).toBe(slowFind(kind, keys, method, path));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever the path', () => {
    const routes = matcher('rest', 'GET /a/{x}', 'ANY /{p+}');

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        expect(() => routes('GET', `/${path}`)).not.toThrow();
      }),
    );
  });
});

/** Every route as a pattern; those that fit and serve the verb, the most specific first, then the verb of its own, then the first. */
function slowFind(kind: Api['kind'], keys: readonly string[], method: string, path: string): string | undefined {
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  const candidates = keys.flatMap((key, index) => {
    const [verb = '', pattern = ''] = key.split(' ');
    const serves = verb === method || (verb === 'ANY' && method !== 'PURGE');
    if (!serves || !patternOf(pattern).test(trimmed)) return [];
    return [{ key, rank: `${rankOf(kind, pattern)} ${verb === 'ANY' ? 1 : 0} ${String(index).padStart(3, '0')}` }];
  });
  return candidates.sort((a, b) => (a.rank < b.rank ? -1 : 1))[0]?.key;
}

function patternOf(route: string): RegExp {
  const source = route.replace(/\{p\+\}/, '.+').replaceAll(/\{.\}/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

function rankOf(kind: Api['kind'], route: string): string {
  const segments = route
    .split('/')
    .slice(1)
    .filter((segment) => segment !== '');
  const shape = segments.map((segment) => (segment === '{p+}' ? '2' : segment.startsWith('{') ? '1' : '0')).join('');
  if (kind === 'rest') return shape;
  return shape.endsWith('2') ? `greedy ${9 - shape.length} ${shape}` : `exact ${shape}`;
}
