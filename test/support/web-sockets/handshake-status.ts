import { WebSocket } from 'ws';

/** The status that a client's handshake is answered with; one that was let in is closed again. */
export function handshakeStatus(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(url, { headers });
    client.once('open', () => {
      client.close();
      resolve(101);
    });
    client.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    client.once('error', reject);
  });
}
