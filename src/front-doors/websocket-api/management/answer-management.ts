import { newUuid } from '../../../base/index.js';
import type { ClientRequest, Header } from '../../api-gateway/client-request.js';
import type { ClientResponse } from '../../api-gateway/client-response.js';
import { readSignature } from '../../api-gateway/iam/signature.js';
import type { OpenConnection } from '../connections/open-connection.js';
import { isConnectionId } from '../ids.js';
import type { ManagementRequest } from './management-request.js';

/** Answers `@connections`: post a message, tell of a connection, close it (http contract §3.4). Any signature is taken, as by Hearth's AWS API; none is not. */
export function answerManagement(
  { connectionId, apiId, stageName }: ManagementRequest,
  client: ClientRequest,
  connections: ReadonlyMap<string, OpenConnection>,
  mayBeUnsigned: boolean,
): ClientResponse {
  if (!mayBeUnsigned && readSignature(client) === undefined) {
    return failure(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (!isConnectionId(connectionId)) {
    return failure(400, 'BadRequestException', `Invalid connectionId: ${connectionId}`);
  }
  const open = connections.get(connectionId);
  const isElsewhere =
    (apiId !== undefined && open?.connection.apiId !== apiId) ||
    (stageName !== undefined && open?.connection.stageName !== stageName);
  if (open === undefined || isElsewhere) return gone();
  switch (client.method) {
    case 'POST':
      return post(open, client.body);
    case 'GET':
      return success(200, JSON.stringify(shown(open)));
    case 'DELETE':
      open.close({ code: 1000, reason: 'Connection Closed Normally' });
      return success(204, '');
    default:
      return failure(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
}

/** What is too long is not read to its end, so this is answered before. */
export function payloadTooLarge(): ClientResponse {
  return failure(413, 'PayloadTooLargeException', 'Message too long');
}

function post(open: OpenConnection, data: Buffer): ClientResponse {
  switch (open.post(data)) {
    case 'sent':
      return success(200, '');
    case 'gone':
      return gone();
    case 'full':
      return failure(429, 'LimitExceededException', 'The WebSocket client side buffer is full');
  }
}

function shown({ connection, lastActiveAtMs }: OpenConnection): object {
  return {
    connectedAt: new Date(connection.connectedAtMs).toISOString(),
    identity: { sourceIp: connection.sourceIp, userAgent: connection.userAgent ?? '' },
    lastActiveAt: new Date(lastActiveAtMs).toISOString(),
  };
}

/** Clients report that this one has no JSON: its type is in the header alone. */
function gone(): ClientResponse {
  return { status: 410, headers: headers('GoneException'), body: Buffer.alloc(0) };
}

function failure(status: number, errorType: string, message: string): ClientResponse {
  return { status, headers: headers(errorType), body: Buffer.from(JSON.stringify({ message })) };
}

function success(status: number, body: string): ClientResponse {
  return { status, headers: headers(), body: Buffer.from(body) };
}

function headers(errorType?: string): readonly Header[] {
  return [
    ['Content-Type', 'application/json'],
    ['x-amzn-RequestId', newUuid()],
    ...(errorType === undefined ? [] : [['x-amzn-ErrorType', errorType] as const]),
  ];
}
