import http from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers an upgrade request with an ordinary response and ends the connection. */
export function refuseUpgrade(socket: Duplex, status: number, body: string): void {
  if (!socket.writable) return;
  const lines = [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => {
    socket.destroy();
  });
}

/** Whether a request is the opening handshake of RFC 6455 §4.2.1, which `ws` asks for too, but only after the function has run. */
export function isHandshake({ method, headers, httpVersion }: http.IncomingMessage): boolean {
  const key = headers['sec-websocket-key'];
  const version = headers['sec-websocket-version'];
  return (
    method === 'GET' &&
    httpVersion === '1.1' &&
    key !== undefined &&
    /^[+/0-9A-Za-z]{22}==$/.test(key) &&
    (version === '13' || version === '8')
  );
}
