import { describe, expect, it } from '@jest/globals';
import { routeRows } from '../../../src/emulator/route-rows.js';
import { apiOf, routeOf } from '../../support/routed-request.js';

describe('what the start tells of routes', () => {
  it('is a URL at which that function answers, where an earlier API has the route at the root', () => {
    const first = apiOf({ id: 'first12345', routes: [routeOf({ path: '/items/{id}' })] });
    const second = apiOf({
      id: 'second1234',
      routes: [routeOf({ path: '/items/{name}' }), routeOf({ path: '/others' })],
    });

    const urls = routeRows([first, second], [], 'http://127.0.0.1:3000').map(({ url }) => url);

    expect(urls).toEqual([
      'http://127.0.0.1:3000/items/{id}',
      `http://127.0.0.1:3000/_aws/execute-api/second1234/${second.stages[0]?.name ?? ''}/items/{name}`,
      'http://127.0.0.1:3000/others',
    ]);
  });
});
