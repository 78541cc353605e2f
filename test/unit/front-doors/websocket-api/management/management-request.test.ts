import { describe, expect, it } from '@jest/globals';
import { readManagementRequest } from '../../../../../src/front-doors/websocket-api/management/management-request.js';
import { webSocketApiOf } from '../../../../support/web-sockets/web-socket-api.js';
import { clientRequest } from '../../../../support/routed-request.js';

const api = webSocketApiOf({ domains: [{ domain: 'ws.example.com', basePath: '/chat', stage: 'dev' }] });
const read = (path: string, host = 'localhost:3000') =>
  readManagementRequest(clientRequest({ path, headers: [['Host', host]] }), [api]);

describe('a request to @connections', () => {
  it.each([
    ['/@connections/a%3D', { connectionId: 'a=' }],
    ['/%40connections/a=', { connectionId: 'a=' }],
    ['/dev/@connections/a=', { connectionId: 'a=', stageName: 'dev' }],
    ['/_aws/execute-api/abc/dev/%40connections/a%3D', { connectionId: 'a=', apiId: 'abc', stageName: 'dev' }],
  ])('is %s', (path, request) => {
    expect(read(path)).toEqual(request);
  });

  it('may name its API by host', () => {
    expect(read('/dev/@connections/a=', 'abc.execute-api.eu-west-1.localhost')).toEqual({
      connectionId: 'a=',
      apiId: 'abc',
      stageName: 'dev',
    });
  });

  it('names API and stage by the base path of a custom domain', () => {
    expect(read('/chat/%40connections/a%3D', 'ws.example.com:3000')).toEqual({
      connectionId: 'a=',
      apiId: 'chat123456',
      stageName: 'dev',
    });
  });

  it.each(['/', '/@connections', '/@connections/', '/a/b/@connections/c', '/@connections/a/b', '/connections/a'])(
    'is not %s',
    (path) => {
      expect(read(path)).toBeUndefined();
    },
  );
});
