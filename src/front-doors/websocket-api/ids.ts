import { randomBytes } from 'node:crypto';

/** 16 characters ending in `=`, fit for a URL: the form of connection, message and request ids of WebSocket APIs. */
export function newWebSocketId(): string {
  return `${randomBytes(11).toString('base64url')}=`;
}

/** Whether a text has the form of a connection id. */
export function isConnectionId(text: string): boolean {
  return /^[A-Za-z0-9_+/-]{15}=$/.test(text);
}
