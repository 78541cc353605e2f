import type { Connection } from './connections/connection.js';
import type { RequestIds } from '../api-gateway/routed-request.js';

/** The gateway's own words to a client, as the text of a frame or the body of a refused upgrade (http contract §3.3). */
export const gatewayMessages = {
  forbidden: ({ id }: Connection, { requestId }: RequestIds): string =>
    JSON.stringify({ message: 'Forbidden', connectionId: id, requestId }),
  throttled: ({ id }: Connection, { requestId }: RequestIds): string =>
    JSON.stringify({ message: 'Too Many Requests', connectionId: id, requestId }),
  failed: ({ id }: Connection, { requestId }: RequestIds): string =>
    `{"message": "Internal server error", "connectionId":${JSON.stringify(id)}, "requestId":${JSON.stringify(requestId)}}`,
  badBody: ({ id }: Connection, messageId: string): string =>
    JSON.stringify({ message: 'Bad request body', connectionId: id, messageId }),
  refused: (message: string, { id }: Connection, { requestId }: RequestIds): string =>
    JSON.stringify({ message, connectionId: id, requestId }),
} as const;
