import { describe, expect, it } from '@jest/globals';
import { doorRows } from '../../../src/emulator/door-rows.js';
import { httpApiOf, restApiOf } from '../../support/routed-request.js';

const base = 'http://127.0.0.1:3000';

describe('the doors of a Hearth', () => {
  it('are the routes of each stage with a base URL by host, by path and merged', () => {
    const rest = restApiOf({
      id: 'rest123456',
      logicalId: 'Rest',
      stages: [
        { name: 'v1', variables: {} },
        { name: 'v2', variables: {} },
      ],
      routes: [{ path: '/x/{id}', authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] } }],
    });

    expect(doorRows([rest], [], base, true)).toEqual([
      {
        door: 'rest',
        logicalId: 'Rest',
        apiId: 'rest123456',
        stage: 'v1',
        method: 'GET',
        path: '/x/{id}',
        function: 'Fn',
        authorizer: 'Guard',
        urls: {
          host: 'http://rest123456.execute-api.eu-west-1.localhost:3000/v1',
          path: 'http://127.0.0.1:3000/_aws/execute-api/rest123456/v1',
          merged: 'http://127.0.0.1:3000',
        },
      },
      expect.objectContaining({
        stage: 'v2',
        urls: {
          host: 'http://rest123456.execute-api.eu-west-1.localhost:3000/v2',
          path: 'http://127.0.0.1:3000/_aws/execute-api/rest123456/v2',
        },
      }),
    ]);
  });

  it('have no merged URL where an API declared before has the route', () => {
    const first = restApiOf({ id: 'first', routes: [{ path: '/x/{a}' }] });
    const second = httpApiOf({ id: 'second', stage: '$default', routes: [{ path: '/x/{b}' }, { path: '/y' }] });

    const rows = doorRows([first, second], [], base, true);

    expect(rows.map(({ urls }) => urls.merged)).toEqual([base, undefined, base]);
    expect(rows[1]?.urls.path).toBe(`${base}/_aws/execute-api/second`);
  });

  it('are function URLs too', () => {
    const url = {
      id: 'abc',
      logicalId: 'FnUrl',
      region: 'eu-west-1',
      account: '123456789012',
      functionReference: 'Fn',
      authType: 'AWS_IAM',
      invokeMode: 'BUFFERED',
    } as const;

    expect(doorRows([], [url], base, true)).toEqual([
      {
        door: 'url',
        logicalId: 'FnUrl',
        apiId: 'abc',
        stage: null,
        method: 'ANY',
        path: '/{proxy+}',
        function: 'Fn',
        authorizer: 'AWS_IAM',
        urls: {
          host: 'http://abc.lambda-url.eu-west-1.localhost:3000',
          path: 'http://127.0.0.1:3000/_aws/lambda-url/abc',
        },
      },
    ]);
  });

  it('tell the base URLs of custom domains', () => {
    const api = {
      ...restApiOf({ stage: 'live', routes: [{}] }),
      domains: [
        { domain: 'api.example.com', basePath: '/v1', stage: 'live' },
        { domain: 'api.example.com', basePath: '' },
        { domain: 'api.example.com', basePath: '/v2', stage: 'other' },
      ],
    };

    expect(doorRows([api], [], base, true)[0]?.urls.domains).toEqual([
      'http://api.example.com:3000/v1',
      'http://api.example.com:3000/live',
    ]);
  });
});
