import { describe, expect, it } from '@jest/globals';
import { webSocketRouteRows, webSocketRows } from '../../../src/emulator/websocket-rows.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';

const chat = webSocketApiOf({
  routes: {
    $connect: { authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] } },
    mock: { integration: 'none' },
  },
});
const other = webSocketApiOf({ id: 'other12345', logicalId: 'Other', routes: { $default: {} } });

describe('the rows of WebSocket APIs', () => {
  it('have every address of the first one, and no merged one of the others', () => {
    const rows = webSocketRows([chat, other], 'http://127.0.0.1:3000', true);

    const own = { door: 'websocket', logicalId: 'Chat', apiId: 'chat123456', stage: 'dev', method: 'WS' };
    const urls = {
      host: 'ws://chat123456.execute-api.eu-west-1.localhost:3000/dev',
      path: 'ws://127.0.0.1:3000/_aws/execute-api/chat123456/dev',
      merged: 'ws://127.0.0.1:3000',
    };
    expect(rows).toEqual([
      { ...own, path: '$connect', function: 'connect', authorizer: 'Guard', urls },
      { ...own, path: 'mock', function: null, authorizer: null, urls },
      expect.objectContaining({ logicalId: 'Other', urls: expect.not.objectContaining({ merged: expect.anything() }) }),
    ]);
  });

  it('are secure where the port is, and not merged on the AWS port', () => {
    const [row] = webSocketRows([chat], 'https://127.0.0.1:3001', false);

    expect(row?.urls).toEqual({
      host: 'wss://chat123456.execute-api.eu-west-1.localhost:3001/dev',
      path: 'wss://127.0.0.1:3001/_aws/execute-api/chat123456/dev',
    });
  });

  it('tell at the start where clients connect and what answers', () => {
    expect(webSocketRouteRows([chat, other], 'http://127.0.0.1:3000')).toEqual([
      { method: 'WS', url: 'ws://127.0.0.1:3000 $connect', functionName: 'connect' },
      { method: 'WS', url: 'ws://127.0.0.1:3000 mock', functionName: '-' },
      { method: 'WS', url: 'ws://127.0.0.1:3000/_aws/execute-api/other12345/dev $default', functionName: 'default' },
    ]);
  });
});
