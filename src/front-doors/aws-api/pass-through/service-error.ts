import type { ServerResponse } from 'node:http';
import type { RequestedService } from './requested-service.js';

/** One error in the protocol of the service that was asked, so that its SDK can read it. */
export function writeServiceError(
  response: ServerResponse,
  { protocol }: RequestedService,
  { status, code, message, requestId }: { status: number; code: string; message: string; requestId: string },
): void {
  const isJson = protocol === 'json';
  const text = isJson ? JSON.stringify({ __type: code, message }) : xmlFor(protocol, code, message, requestId);
  response.writeHead(status, {
    'Content-Type': isJson ? 'application/x-amz-json-1.0' : 'text/xml',
    'Content-Length': Buffer.byteLength(text),
    'x-amzn-RequestId': requestId,
    'x-amzn-ErrorType': code,
  });
  response.end(text);
}

function xmlFor(protocol: 'query' | 'rest-xml', code: string, message: string, requestId: string): string {
  const error = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  if (protocol === 'rest-xml')
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${error}<RequestId>${requestId}</RequestId></Error>`;
  return `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
